namespace Kube.Runtime.Tests;

public class OwnerMapperTests
{
    private static readonly ResourceType Fleet = new("example.com", "v1", "Fleet", "fleets", ResourceScope.Cluster);

    private static Gear Owned(string apiVersion, string kind, string name, bool? controller = true) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "gear",
            Namespace = "default",
            Uid = "uid-gear",
            OwnerReferences = [new OwnerReference { ApiVersion = apiVersion, Kind = kind, Name = name, Uid = "uid-" + name, Controller = controller }],
        },
    };

    private static IEnumerable<ObjectKey> Map(ResourceType owner, Gear? old, Gear? now, bool anyOwner = false) =>
        new OwnerMapper<Gear>(owner, anyOwner).Map(new StoreChange<Gear>(new ObjectKey("default", "gear"), old, now));

    [Fact]
    public void A_namespaced_child_of_a_cluster_scoped_owner_names_no_namespace() =>
        Assert.Equal([new ObjectKey(null, "one")], Map(Fleet, null, Owned("example.com/v1", "Fleet", "one")));

    [Fact]
    public void A_namespaced_owner_is_in_the_namespace_of_its_child() =>
        Assert.Equal([new ObjectKey("default", "w")], Map(Widget.Type, null, Owned("example.com/v1", "Widget", "w")));

    [Fact]
    public void The_version_of_the_reference_does_not_matter_and_the_group_does()
    {
        Assert.Single(Map(Widget.Type, null, Owned("example.com/v1alpha1", "Widget", "w")));
        Assert.Empty(Map(Widget.Type, null, Owned("example.org/v1", "Widget", "w")));
        Assert.Empty(Map(Widget.Type, null, Owned("v1", "Widget", "w")));
        Assert.Empty(Map(Widget.Type, null, Owned("example.com/v1", "Gadget", "w")));
    }

    [Theory]
    [InlineData(false), InlineData(null)]
    public void Owners_that_do_not_control_count_only_when_asked_for(bool? controller)
    {
        Assert.Empty(Map(Widget.Type, null, Owned("example.com/v1", "Widget", "w", controller)));
        Assert.Single(Map(Widget.Type, null, Owned("example.com/v1", "Widget", "w", controller), anyOwner: true));
    }

    [Fact]
    public void The_owner_before_is_told_as_well_and_one_that_stays_once()
    {
        var (one, two) = (Owned("example.com/v1", "Widget", "one"), Owned("example.com/v1", "Widget", "two"));

        Assert.Equal(["one", "two"], Map(Widget.Type, one, two).Select(key => key.Name).Order());
        Assert.Equal(["one"], Map(Widget.Type, one, one).Select(key => key.Name));
        Assert.Equal(["one"], Map(Widget.Type, one, null).Select(key => key.Name));
    }
}
