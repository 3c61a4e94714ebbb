using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Schema.Tests.Crds;

public sealed class CrdValidationTests
{
    private static readonly JsonObject Good = (JsonObject)JsonValue.Parse(
        """
        {"metadata":{"name":"gears.example.com"},"spec":{"group":"example.com","names":{"plural":"gears","kind":"Gear"},"scope":"Namespaced",
        "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string"}}}}}}}]}}
        """);

    [Fact]
    public void A_good_CRD_has_no_errors() => Assert.Empty(Errors(Good));

    [Theory]
    [InlineData("metadata.name", "\"cogs.example.com\"", "metadata.name: Invalid value: \"cogs.example.com\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("spec.scope", "\"Galaxy\"", "spec.scope: Unsupported value: \"Galaxy\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("spec.names.listKind", "\"Gear\"", "spec.names.listKind: Invalid value: \"Gear\": kind and listKind may not be the same")]
    [InlineData("spec.names.shortNames", "[\"\"]", "spec.names.shortNames[0]: Invalid value: \"\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.preserveUnknownFields", "true", "spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")]
    [InlineData("spec.conversion", """{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v2"],"clientConfig":{"url":"http://u:p@x/y?q#f"}}}""",
        "spec.conversion.webhookClientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]",
        "spec.conversion.webhookClientConfig.url: Invalid value: \"u:p\": user information is not permitted in the URL",
        "spec.conversion.webhookClientConfig.url: Invalid value: \"f\": fragments are not permitted in the URL",
        "spec.conversion.webhookClientConfig.url: Invalid value: \"q\": query parameters are not permitted in the URL",
        "spec.conversion.conversionReviewVersions: Invalid value: [\"v2\"]: must include at least one of v1, v1beta1")]
    [InlineData("spec.versions.0.subresources", """{"scale":{"specReplicasPath":".spec.a","statusReplicasPath":"status.b"}}""", "spec.subresources.scale.statusReplicasPath: Invalid value: \"status.b\": must be a simple json path starting with .")]
    [InlineData("spec.versions.0.additionalPrinterColumns", """[{"name":"A","type":"text","jsonPath":"a"}]""",
        "spec.additionalPrinterColumns[0].type: Invalid value: \"text\": must be one of boolean,date,integer,number,string",
        "spec.additionalPrinterColumns[0].JSONPath: Invalid value: \"a\": must be a simple json path starting with .")]
    [InlineData("spec.versions.0.selectableFields", """[{"jsonPath":".spec"},{"jsonPath":".spec.a"},{"jsonPath":".spec.a"},{"jsonPath":".spec['a']"}]""",
        "spec.selectableFields[0].jsonPath: Invalid value: \".spec\": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.",
        "spec.selectableFields[2].jsonPath: Duplicate value: \".spec.a\"",
        "spec.selectableFields[3].jsonPath: Invalid value: \".spec['a']\": is an invalid path: array notation is not allowed")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a.pattern", "\"(?=x)\"", "spec.validation.openAPIV3Schema.properties[spec].properties[a].pattern: Invalid value: \"(?=x)\": must be a valid regular expression, but isn't: error parsing regexp: invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a.default", "7", "spec.validation.openAPIV3Schema.properties[spec].properties[a].default: Invalid value: \"integer\":  in body must be of type string: \"integer\"")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.default", """{"b":1}""", "spec.validation.openAPIV3Schema.properties[spec].default: Invalid value: {\"b\":1}: must not have unknown fields")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.metadata", """{"type":"object","properties":{"labels":{"type":"object"}}}""", "spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.anyOf", """[{"properties":{"spec":{"properties":{"nope":{"minLength":1}}}}}]""", "spec.validation.openAPIV3Schema.properties[spec].properties[nope]: Required value: because it is defined in spec.validation.openAPIV3Schema.anyOf[0].properties[spec].properties[nope]")]
    [InlineData("spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.a", """{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}}""", "spec.validation.openAPIV3Schema.properties[spec].properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    public void One_change_gives_the_servers_errors(string field, string value, params string[] errors) =>
        Assert.Equal(errors, Errors((JsonObject)Set(Good, field.Split('.'), JsonValue.Parse(value))));

    [Fact]
    public void Versions_that_differ_have_errors_of_their_own()
    {
        var version = Good.GetObject("spec")!.GetArray("versions")![0];
        var other = Set(Set(version, ["name"], "v2"), ["schema", "openAPIV3Schema", "properties", "spec", "type"], "text");
        var crd = (JsonObject)Set(Good, ["spec", "versions"], JsonValue.Array(version, Set(other, ["storage"], false)));

        Assert.Equal(["spec.versions[1].schema.openAPIV3Schema.properties[spec].type: Unsupported value: \"text\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\""], Errors(crd));
    }

    [Fact]
    public void An_update_may_keep_what_was_wrong_before_and_not_change_what_is_fixed()
    {
        var bad = (JsonObject)Set(Good, ["spec", "versions", "0", "schema", "openAPIV3Schema", "properties", "spec", "properties", "a", "type"], "text");
        var stored = CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson(bad)) with { };
        stored = stored with { Metadata = stored.Metadata.With("resourceVersion", "1"), Status = stored.Status!.With("conditions", JsonValue.Parse("""[{"type":"Established","status":"True"}]""")) };
        var changed = stored with { Spec = stored.Spec with { Scope = "Cluster", Names = stored.Spec.Names with { Plural = "cogs" } } };

        Assert.Empty(CrdValidation.ValidateUpdate(stored, stored));
        Assert.Equal(
            ["spec.scope: Invalid value: \"Cluster\": field is immutable", "spec.names.plural: Invalid value: \"cogs\": field is immutable"],
            CrdValidation.ValidateUpdate(changed, stored).Select(error => error.ToString()));
    }

    [Fact]
    public void Unknown_formats_are_warned_of_once_they_are_new()
    {
        var crd = CustomResourceDefinition.FromJson(Set(Good, ["spec", "versions", "0", "schema", "openAPIV3Schema", "properties", "spec", "properties", "a", "format"], "semver"));

        Assert.Equal(["unrecognized format \"semver\""], CrdWarnings.Of(crd));
        Assert.Empty(CrdWarnings.Of(crd, crd));
    }

    private static IEnumerable<string> Errors(JsonObject crd) => CrdValidation.Validate(CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson(crd))).Select(error => error.ToString());

    private static JsonValue Set(JsonValue target, string[] path, JsonValue value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        return target is JsonArray items
            ? items.SetItem(int.Parse(path[0]), Set(items[int.Parse(path[0])], path[1..], value))
            : ((JsonObject)target).With(path[0], Set(((JsonObject)target)[path[0]] ?? JsonObject.Empty, path[1..], value));
    }
}
