using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Rules;

namespace Kube.Schema.Tests.Rules;

/// <summary>A rule finds its fields by position where it was compiled for the very schema, and by name in every other.</summary>
public sealed class FieldLookUpTests
{
    private static readonly JsonSchemaProps Integer = new() { Type = "integer" };
    private static readonly JsonSchemaProps Text = new() { Type = "string" };

    [Fact]
    public void A_rule_compiled_for_one_schema_reads_values_of_a_like_one_in_other_order()
    {
        var compiledFor = Object(("count", Integer), ("title", Text), ("limit", Integer));
        var shownBy = Object(("limit", Integer), ("count", Integer), ("other", Text), ("title", Text));
        var value = JsonValue.Parse("""{"limit":3,"count":2,"title":"a"}""");

        foreach (var node in (SchemaNode[])[compiledFor, shownBy])
        {
            Assert.True(Evaluate("self.count < self.limit && self.title == 'a'", compiledFor, node, value).IsTrue);
            Assert.True(Evaluate("has(self.title) && has(self.limit)", compiledFor, node, value).IsTrue);
        }
    }

    [Fact]
    public void A_field_the_other_schema_does_not_declare_is_not_there()
    {
        var compiledFor = Object(("count", Integer), ("limit", Integer));
        var shownBy = Object(("count", Integer), ("other", Integer));
        var value = JsonValue.Parse("""{"count":2,"limit":3,"other":4}""");

        Assert.True(Evaluate("!has(self.limit)", compiledFor, shownBy, value).IsTrue);
        Assert.True(Evaluate("self.limit > 0", compiledFor, shownBy, value).IsError);
    }

    [Fact]
    public void Values_follow_the_schema_they_are_shown_by()
    {
        var compiledFor = Object(("at", Text));
        var shownBy = Object(("at", new JsonSchemaProps { Type = "string", Format = "date-time" }));

        var value = Evaluate("self.at", compiledFor, shownBy, JsonValue.Parse("""{"at":"2026-11-27T10:00:00Z"}"""));

        Assert.Equal(CelKind.Timestamp, value.Kind);
    }

    private static SchemaNode Object(params (string, JsonSchemaProps)[] properties) =>
        SchemaTyping.Of(new JsonSchemaProps { Type = "object", Properties = EquatableMap.Of(properties) }, isResourceRoot: false, KubernetesVersion.Newest);

    private static CelValue Evaluate(string rule, SchemaNode compiledFor, SchemaNode shownBy, JsonValue value)
    {
        var environment = CelEnvironment.ForVersion(KubernetesVersion.Newest).Declare("self", compiledFor.Declared!.Type);
        var expression = environment.Compile(rule).Expression!;
        return expression.Evaluate(environment.NewVariables().Set("self", JsonToCel.Convert(value, shownBy))).Value;
    }
}
