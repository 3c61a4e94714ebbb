using Kube.Generators.Tests.Harness;

namespace Kube.Generators.Tests;

/// <summary>The generated C# as a reader sees it: real files under <c>Approved/</c>, compiled with warnings as errors.</summary>
public sealed class ApprovedSourceTests
{
    [Fact]
    public void A_namespaced_resource_with_status() => Verify("Document", Samples.Document);

    [Fact]
    public void A_cluster_resource_with_a_union() => Verify("Shape", """
        namespace Acme.Shapes;

        [CustomResource("shapes.example.com", "v1beta1", Kind = "Drawing", Scope = ResourceScope.Cluster)]
        public partial class DrawingSpec
        {
            public required Shape Shape { get; init; }
            [JsonExtensionData] public Dictionary<string, JsonElement>? More { get; set; }
        }

        /// <summary>What is drawn.</summary>
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [JsonDerivedType(typeof(Circle), "circle")]
        [JsonDerivedType(typeof(Square), "square")]
        public abstract record Shape { public string? Name { get; init; } }
        public sealed record Circle(double Radius) : Shape;
        public sealed record Square : Shape { public required Box<int> Side { get; init; } }
        public sealed class Box<T> where T : struct { public T Value { get; init; } }
        """);

    private static void Verify(string name, string source)
    {
        var generated = Generated.From(source, withLibraries: true).AssertCompiles();
        Approved.Set(name, generated.Sources.ToDictionary(source => source.HintName + ".txt", source => source.SourceText.ToString()));
    }
}
