using System.Text.Json;

namespace Kube.Core.Tests;

public class DynamicResourceTests
{
    private const string Widget =
        """{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"name":"w","namespace":"d","creationTimestamp":null,"future":[1.50]},"spec":{"size":3,"ratio":1e400,"tags":["a","b"],"deep":{"on":true}},"size":1}""";

    [Fact]
    public void Nothing_is_lost()
    {
        var widget = DynamicResource.Parse(Widget);
        Assert.Equal(Widget, Codec.RoundTrip<DynamicResource>(Widget));
        Assert.Equal(("example.com/v1", "Widget", "w", "d"), (widget.ApiVersion, widget.Kind, widget.Name, widget.Namespace));
    }

    [Fact]
    public void Values_are_found_by_path()
    {
        var widget = DynamicResource.Parse(Widget);
        Assert.Equal(3, widget.GetInt64("/spec/size"));
        Assert.Equal("b", widget.GetString("/spec/tags/1"));
        Assert.True(widget.GetBoolean("/spec/deep/on"));
        Assert.Equal(3.0, widget.GetDouble("/spec/size"));
        Assert.Null(widget.GetString("/spec/size"));
        Assert.Null(widget.Find("/spec/tags/2"));
        Assert.Null(widget.Find("/spec/tags/01"));
        Assert.Null(widget.Find("/spec/size/x"));
        Assert.Equal(JsonValueKind.Object, widget.Find("")!.Value.ValueKind);
    }

    [Fact]
    public void A_changed_copy_leaves_the_original_alone()
    {
        var widget = DynamicResource.Parse("""{"apiVersion":"v1","kind":"W","metadata":{"name":"w"},"spec":{"tags":["a"]}}""");
        var changed = widget.With("/spec/size", 4).With("/spec/tags/-", "b").With("/spec/tags/0", "z").With("/status/phase", "Ready").With("/metadata/labels/team", "red");
        Assert.Equal("""{"apiVersion":"v1","kind":"W","metadata":{"name":"w","labels":{"team":"red"}},"spec":{"tags":["z","b"],"size":4},"status":{"phase":"Ready"}}""", changed.Json.GetRawText());
        Assert.Equal("red", changed.Label("team"));
        Assert.Null(widget.Find("/status"));
        Assert.Equal("""{"apiVersion":"v1","kind":"W","metadata":{"name":"w"},"spec":{"tags":["b"],"size":4}}""", changed.Without("/spec/tags/0").Without("/status").Without("/metadata/labels").Json.GetRawText());
        Assert.Same(widget, widget.Without("/spec/absent/deeper"));
    }

    [Theory]
    [InlineData("/metadata/name/x", "leads through a String")]
    [InlineData("/spec/tags/5", "not an index of a list with 1 items")]
    [InlineData("/spec/tags/x", "not an index of a list with 1 items")]
    public void A_path_that_leads_nowhere_is_refused(string path, string message)
    {
        var widget = DynamicResource.Parse("""{"apiVersion":"v1","kind":"W","metadata":{"name":"w"},"spec":{"tags":["a"]}}""");
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => widget.With(path, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_keeps_what_this_library_does_not_know()
    {
        var changed = DynamicResource.Parse(Widget).WithMetadata(new ObjectMeta { Name = "other" });
        Assert.Equal("""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"other","future":[1.50]},"spec":{"size":3,"ratio":1e400,"tags":["a","b"],"deep":{"on":true}},"size":1}""", changed.Json.GetRawText());
        Assert.Equal("other", changed.Name);
    }

    [Fact]
    public void Typed_and_untyped_convert_into_each_other()
    {
        var probe = new Probe { Metadata = new() { Name = "p", Namespace = "d" }, Size = 5 };
        var untyped = DynamicResource.From(probe);
        Assert.Equal(5, untyped.GetInt64("/size"));
        Assert.Equal(probe, untyped.To<Probe>());
        Assert.Equal("p", untyped.Get<ObjectMeta>("/metadata")!.Name);
        Assert.Equal("$.size", Assert.Throws<KubeSerializationException>(() => untyped.With("/size", "big").To<Probe>()).Path);
    }

    [Fact]
    public void Equality_is_that_of_the_JSON()
    {
        Assert.Equal(DynamicResource.Parse("""{"apiVersion":"v1","kind":"W","n":1}"""), DynamicResource.Parse("""{"n":1, "kind":"W","apiVersion":"v1"}"""));
        Assert.NotEqual(DynamicResource.Parse("""{"apiVersion":"v1","kind":"W","n":1}"""), DynamicResource.Parse("""{"apiVersion":"v1","kind":"W","n":2}"""));
    }

    [Fact]
    public void Items_of_a_list_learn_what_they_are()
    {
        var list = Codec.Read<KubeList<DynamicResource>>("""{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"a"}},{"apiVersion":"v2","kind":"Pod","metadata":{"name":"b"}}]}""");
        Assert.Equal(["v1 Pod a", "v2 Pod b"], list.Items.Select(i => i.ToString()));
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}""", list.Items[0].Json.GetRawText());
        var mixed = Codec.Read<KubeList<DynamicResource>>("""{"kind":"List","apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Pod"}]}""");
        Assert.Equal("Pod", mixed.Items[0].Kind);
    }

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("""{"kind":1}""", "$.kind")]
    [InlineData("""{"kind":"W","metadata":[]}""", "$.metadata")]
    [InlineData("""{"kind":"W","metadata":{"labels":{"a":1}}}""", "$.metadata.labels.a")]
    public void What_is_no_object_is_refused_with_its_place(string json, string path) =>
        Assert.Equal(path, Assert.Throws<KubeSerializationException>(() => DynamicResource.Parse(json)).Path);

    [Fact]
    public void A_new_object_has_an_identity()
    {
        var made = new DynamicResource(Samples.Deployments, "web", "d").With("/spec/replicas", 2);
        Assert.Equal("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"d"},"spec":{"replicas":2}}""", made.Json.GetRawText());
    }

    [Fact]
    public void Partial_metadata_takes_any_object()
    {
        var partial = Codec.Read<PartialObjectMetadata>(Widget);
        Assert.Equal(("Widget", "w"), (partial.Kind, partial.Name));
        Assert.Equal("""{"apiVersion":"meta.k8s.io/v1","kind":"PartialObjectMetadata","metadata":{"name":"w"}}""",
            Codec.RoundTrip<PartialObjectMetadata>("""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"w"}}"""));
    }

    [Fact]
    public void A_known_shape_takes_its_identity_at_run_time()
    {
        const string json = """{"apiVersion":"a/v1","kind":"X","metadata":{"name":"x"},"spec":{"key":"k","operator":"Exists"},"status":{"reason":"r"}}""";
        var resource = Codec.Read<Resource<LabelSelectorRequirement, StatusCause>>(json);
        Assert.Equal(("X", "k", "r"), (resource.Kind, resource.Spec.Key, resource.Status!.Reason));
        Assert.Equal(json, Kube.Json.KubeJson.Serialize(resource));
        Assert.Throws<KubeSerializationException>(() => Codec.Read<Resource<LabelSelectorRequirement, StatusCause>>("""{"kind":"X"}"""));
    }
}
