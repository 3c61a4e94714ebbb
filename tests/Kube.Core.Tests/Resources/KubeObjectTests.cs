namespace Kube.Core.Tests;

public class KubeObjectTests
{
    private static Probe Make(string name, string? ns = "d", string? uid = null) => new() { Metadata = new() { Name = name, Namespace = ns, Uid = uid } };

    [Fact]
    public void A_controller_is_the_last_owner_and_the_only_one_of_its_kind()
    {
        var owner = Make("owner", uid: "u1");
        var child = Make("child").WithOwner(Make("other", uid: "u0")).WithController(owner).WithController(owner);
        Assert.Equal(
            [
                new OwnerReference { ApiVersion = "test/v1", Kind = "Probe", Name = "other", Uid = "u0" },
                new OwnerReference { ApiVersion = "test/v1", Kind = "Probe", Name = "owner", Uid = "u1", Controller = true, BlockOwnerDeletion = true },
            ],
            child.Metadata.OwnerReferences);
        Assert.True(owner.Owns(child));
        var error = Assert.Throws<ArgumentException>(() => child.WithController(Make("rival", uid: "u2")));
        Assert.Contains("The Probe 'child' is controlled by the Probe 'owner' already.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_owner_must_have_been_stored() => Assert.Throws<ArgumentException>(() => Make("child").WithController(Make("owner")));

    [Fact]
    public void An_owner_lives_in_the_same_namespace_or_in_the_cluster()
    {
        Assert.Throws<ArgumentException>(() => Make("child", "a").WithOwner(Make("owner", "b", "u")));
        Assert.Throws<ArgumentException>(() => Make("child", null).WithOwner(Make("owner", "b", "u")));
        Assert.Single(Make("child", "a").WithOwner(Make("owner", null, "u")).Metadata.OwnerReferences!);
    }

    [Fact]
    public void Finalizers_come_and_go()
    {
        var held = Make("a").WithFinalizer("x/1").WithFinalizer("x/2");
        Assert.Equal(["x/1", "x/2"], held.Metadata.Finalizers);
        Assert.Same(held, held.WithFinalizer("x/1"));
        Assert.Equal(["x/2"], held.WithoutFinalizer("x/1").Metadata.Finalizers);
        Assert.Same(held, held.WithoutFinalizer("x/3"));
    }

    [Fact]
    public void Labels_and_annotations_are_set_in_copies()
    {
        var labelled = Make("a").WithLabel("k", "1").WithLabel("k", "2").WithAnnotation("n", "v");
        Assert.Equal(("2", "v", null), (labelled.Label("k"), labelled.Annotation("n"), labelled.Label("n")));
        Assert.Empty(labelled.Metadata.WithoutLabel("k").Labels!);
        Assert.True(Selector.Label("k", "2").Matches(labelled));
    }

    [Fact]
    public void Keys_are_read_written_and_ordered()
    {
        Assert.Equal(new ObjectKey("d", "a"), Make("a").Key);
        Assert.Equal(new ObjectKey(null, "a"), ObjectKey.Parse("a"));
        Assert.Equal(new ObjectKey("d", "a"), ObjectKey.Parse("d/a"));
        Assert.Throws<FormatException>(() => ObjectKey.Parse("d/a/b"));
        Assert.Throws<FormatException>(() => ObjectKey.Parse("/a"));
        Assert.Throws<ArgumentException>(() => Make("").Key);
        ObjectKey[] ordered = [new(null, "z"), new("a", "b"), new("a", "c"), new("b", "a")];
        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.Equal("probes.test/v1 d/a", ObjectRef.Of(Make("a")).ToString());
    }

    [Fact]
    public void An_apply_leaves_out_what_only_the_server_writes()
    {
        var stored = Make("a", uid: "u").WithLabel("k", "v");
        stored = stored.WithMetadata(stored.Metadata with { ResourceVersion = "5", Generation = 2, CreationTimestamp = DateTimeOffset.UnixEpoch, ManagedFields = [new() { Manager = "m" }] });
        Assert.Equal(
            """{"apiVersion":"test/v1","kind":"Probe","metadata":{"name":"a","namespace":"d","labels":{"k":"v"}},"size":0}""",
            System.Text.Encoding.UTF8.GetString(Patch.Apply(stored).Body.Span));
    }

    [Fact]
    public void A_create_is_never_repeatable_and_requests_keep_to_the_objects_name_and_namespace()
    {
        Assert.False(Requests.Create(Probe.Type, "d", Make("a")).IsRepeatable);
        Assert.False(Requests.Create(Probe.Type, "d", new Probe { Metadata = new() { GenerateName = "a-" } }).IsRepeatable);
        Assert.Throws<ArgumentException>(() => Requests.Create(Probe.Type, "other", Make("a")));
        Assert.Equal("PUT /apis/test/v1/namespaces/d/probes/a/status", Requests.ReplaceStatus(Probe.Type, "d", Make("a")).ToString());
        Assert.Throws<ArgumentException>(() => Requests.Replace(Probe.Type, "d", new Probe()));
    }
}
