using System.Globalization;
using System.Text.Json.Nodes;
using Kube.Conformance.Data;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kube.Models.Tests;

/// <summary>CRDs of real projects survive the way through <see cref="V1CustomResourceDefinition"/>.</summary>
public class RealCrdTests
{
    private static readonly BuiltInKind Crd = BuiltInKinds.All[("apiextensions.k8s.io/v1", "CustomResourceDefinition")];

    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        foreach (var file in ConformanceData.Files("crds", "*.yaml")) data.Add(file);
        if (data.Count == 0) data.Add("");
        return data;
    }

    [Theory, MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void A_real_CRD_loses_nothing(string file)
    {
        if (file.Length == 0) Assert.Skip("No real CRDs: the folder crds is in none of the conformance roots.");
        var yaml = new YamlStream();
        using (var reader = new StreamReader(file)) yaml.Load(reader);
        foreach (var document in yaml.Documents)
        {
            var json = ToJson(document.RootNode);
            if ((string?)json?["kind"] != "CustomResourceDefinition") continue;
            var text = json.ToJsonString();
            Assert.Empty(JsonLoss.Find(text, Crd.RoundTrip(text)));
        }
    }

    private static JsonNode? ToJson(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                var result = new JsonObject();
                foreach (var (key, value) in map.Children) result[((YamlScalarNode)key).Value!] = ToJson(value);
                return result;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(ToJson)]);
            case YamlScalarNode { Style: not ScalarStyle.Plain } quoted:
                return quoted.Value;
            default:
                return ((YamlScalarNode)node).Value switch
                {
                    null or "" or "null" or "~" => null,
                    "true" => true,
                    "false" => false,
                    var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
                    var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
                    var text => text,
                };
        }
    }
}
