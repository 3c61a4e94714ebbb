using System.Text;
using Kube.Conformance.Data;
using Kube.Schema.Json;
using Kube.Testing;
using Kube.Testing.Http;

namespace Kube.Conformance.Server;

/// <summary>Real CRDs of well-known projects: accepted, and served as endpoints.</summary>
public class RealDefinitionTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, JsonObject>> Definitions = new(() =>
    {
        var found = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var file in ConformanceData.Files("crds", "*.yaml"))
        {
            foreach (var document in File.ReadAllText(file).Split("\n---\n"))
            {
                if (Yaml.Parse(Encoding.UTF8.GetBytes(document), []) is JsonObject crd && crd.GetString("kind") == "CustomResourceDefinition")
                {
                    found.TryAdd($"{Path.GetFileName(Path.GetDirectoryName(file))}/{crd.GetObject("metadata")!.GetString("name")}", crd);
                }
            }
        }

        return found;
    });

    public static TheoryData<string> Names => Definitions.Value.Count == 0 ? ["none"] : [.. Definitions.Value.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_real_definition_is_accepted_listed_and_explained(string name)
    {
        if (!Definitions.Value.TryGetValue(name, out var crd))
        {
            Assert.Skip("No real CRDs lie beside the repository.");
        }

        await using var server = await EmbeddedApiServer.StartAsync();
        using var http = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address };
        using var content = new ByteArrayContent(crd.ToUtf8Json());
        content.Headers.ContentType = new("application/json");
        using var created = await http.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", content);
        Assert.True((int)created.StatusCode == 201, await created.Content.ReadAsStringAsync());

        var spec = crd.GetObject("spec")!;
        var group = spec.GetString("group");
        foreach (var version in spec.GetArray("versions")!.OfType<JsonObject>().Where(v => v.GetBoolean("served") == true))
        {
            var path = $"/apis/{group}/{version.GetString("name")}/{spec.GetObject("names")!.GetString("plural")}";
            var list = (JsonObject)JsonValue.Parse(await http.GetByteArrayAsync(path));
            Assert.Equal(JsonArray.Empty, list["items"]);
            var document = (JsonObject)JsonValue.Parse(await http.GetByteArrayAsync($"/openapi/v3/apis/{group}/{version.GetString("name")}"));
            Assert.NotEmpty(document.GetObject("paths")!);
        }
    }
}
