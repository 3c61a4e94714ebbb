using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Schema.Tests.Crds;

public sealed class CustomResourceDefinitionTests
{
    private const string Json = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"documents.example.com"},
        "spec":{"group":"example.com","names":{"plural":"documents","singular":"document","shortNames":["doc"],"kind":"Document","listKind":"DocumentList"},
        "scope":"Namespaced","conversion":{"strategy":"Webhook","webhook":{"clientConfig":{"service":{"namespace":"n","name":"s","path":"/convert","port":443},"caBundle":"AA=="},"conversionReviewVersions":["v1"]}},
        "versions":[{"name":"v1","served":true,"storage":true,"deprecated":true,"deprecationWarning":"old",
        "additionalPrinterColumns":[{"name":"Title","type":"string","description":"d","priority":1,"jsonPath":".spec.title"}],
        "selectableFields":[{"jsonPath":".spec.title"}],
        "subresources":{"status":{},"scale":{"specReplicasPath":".spec.r","statusReplicasPath":".status.r","labelSelectorPath":".status.s"}},
        "schema":{"openAPIV3Schema":{"description":"A document.","type":"object","required":["spec"],"properties":{
        "spec":{"type":"object","properties":{"title":{"type":"string","default":"x","enum":["x",null],"minLength":1,"maxLength":64,"pattern":"^x"},
        "n":{"type":"number","minimum":0.5,"exclusiveMinimum":true,"maximum":10},
        "l":{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"set"},
        "m":{"type":"object","additionalProperties":true},"m2":{"type":"object","additionalProperties":{"type":"integer"}},
        "p":{"x-kubernetes-preserve-unknown-fields":true},"i":{"anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true}},
        "x-kubernetes-validations":[{"rule":"self.n > 1.0","message":"m","reason":"FieldValueInvalid","fieldPath":".n","optionalOldSelf":false}]}}}}}]}}
        """;

    [Fact]
    public void Reads_and_writes_every_part()
    {
        var value = JsonValue.Parse(Json);
        var crd = CustomResourceDefinition.FromJson(value);

        Assert.Equal(value, crd.ToJson());
        Assert.Equal(crd, CustomResourceDefinition.FromJson(JsonValue.Parse(crd.ToJson().ToJson(indented: true))));
        Assert.Equal(crd.GetHashCode(), CustomResourceDefinition.FromJson(value).GetHashCode());
    }

    [Fact]
    public void Is_a_value()
    {
        var crd = CustomResourceDefinition.FromJson(JsonValue.Parse(Json));
        var schema = crd.Spec.Versions[0].Schema!;
        var spec = schema.Properties["spec"];
        var other = crd with
        {
            Spec = crd.Spec with
            {
                Versions = EquatableArray.Of(crd.Spec.Versions[0] with { Schema = schema with { Properties = schema.Properties.With("spec", spec with { Description = "changed" }) } }),
            },
        };

        Assert.NotEqual(crd, other);
        Assert.Equal("changed", other.Spec.Versions[0].Schema!.Properties["spec"].Description);
        Assert.Null(crd.Spec.Versions[0].Schema!.Properties["spec"].Description);
    }

    [Fact]
    public void Unknown_fields_are_an_error_or_told()
    {
        var json = JsonValue.Parse("""{"kind":"CustomResourceDefinition","spec":{"grup":"x","versions":[{"name":"v1","schema":{"openAPIV3Schema":{"properties":{"a":{"typ":"string"}}}}}]}}""");
        var unknown = new List<string>();

        CustomResourceDefinition.FromJson(json, unknown);

        Assert.Equal(["spec.versions[0].schema.openAPIV3Schema.properties.a.typ", "spec.grup"], unknown);
        var error = Assert.Throws<JsonShapeException>(() => CustomResourceDefinition.FromJson(json));
        Assert.Equal("spec.versions[0].schema.openAPIV3Schema.properties.a.typ: there is no such field; take it out or mend its name", error.Message);
    }

    [Theory]
    [InlineData("""{"spec":{"versions":[{"name":1}]}}""", "spec.versions[0].name: a string should stand here, not integer")]
    [InlineData("""{"spec":{"versions":{}}}""", "spec.versions: a list should stand here, not object")]
    [InlineData("""{"spec":[]}""", "spec: an object should stand here, not array")]
    [InlineData("[]", "The document: an object should stand here, not array")]
    [InlineData("""{"kind":"Pod"}""", "kind: \"CustomResourceDefinition\" should stand here, not \"Pod\"")]
    [InlineData("""{"spec":{"versions":[{"schema":{"openAPIV3Schema":{"properties":{"a":{"maxLength":1.5}}}}}]}}""", "spec.versions[0].schema.openAPIV3Schema.properties.a.maxLength: an integer should stand here, not double")]
    public void A_wrong_type_is_an_error_with_its_path(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonShapeException>(() => CustomResourceDefinition.FromJson(JsonValue.Parse(json))).Message);
}
