using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Resources;
using Kube.Schema.Structural;

namespace Kube.Schema.Tests.Properties;

public sealed class SchemaProperties
{
    [Fact]
    public void Pruning_twice_is_pruning_once() => ForAll((schema, value, _) =>
    {
        var dropped = new List<string>();
        var once = Pruning.Prune(value, schema, isResourceRoot: true, dropped);

        Assert.Same(once, Pruning.Prune(once, schema, isResourceRoot: true));
        Assert.Equal(Pruning.Prune(value, schema, isResourceRoot: true), once);
        Assert.True(dropped.Count == 0 || once != value);
    });

    [Fact]
    public void Defaulting_twice_is_defaulting_once() => ForAll((schema, value, _) =>
    {
        var once = Defaulting.FillDefaults(value, schema);
        Assert.Equal(once, Defaulting.FillDefaults(once, schema));
        Assert.Equal(Defaulting.DropNulls(value, schema), Defaulting.DropNulls(Defaulting.DropNulls(value, schema), schema));
    });

    [Fact]
    public void Nothing_that_is_given_is_defaulted_away() => ForAll((schema, value, _) =>
    {
        if (value is JsonObject members)
        {
            var filled = (JsonObject)Defaulting.FillDefaults(members, schema);
            Assert.All(members, member => Assert.True(member.Value is JsonNull || filled[member.Key]!.Kind == member.Value.Kind));
        }
    });

    [Fact]
    public void Judging_never_fails_and_an_unchanged_value_is_forgiven() => ForAll((schema, value, random) =>
    {
        var judged = new ValueValidator(Validation.FieldPath.Root).Judge(value, schema, null);
        Assert.Equal(
            judged.Errors.Select(error => error.Error),
            new ValueValidator(Validation.FieldPath.Root).Judge(JsonValue.Parse(Exact(value)), schema, null).Errors.Select(error => error.Error));

        var unchanged = new ValueValidator(Validation.FieldPath.Root).Judge(value, schema, new(value, value, schema));
        Assert.DoesNotContain(unchanged.Errors, error => error.Error.Path is not ("apiVersion" or "kind"));

        var other = random.Value();
        Assert.True(new ValueValidator(Validation.FieldPath.Root).Judge(value, schema, new(value, other, schema)).Errors.Count <= judged.Errors.Count);
        ListValidation.Validate(value, schema);
        EmbeddedResources.Validate(value, schema, isResourceRoot: true);
        EmbeddedResources.Coerce(value, schema, isResourceRoot: true, dropInvalid: true, [], out var error);
        Assert.Null(error);
    });

    [Fact]
    public void A_schema_reads_back_and_any_CRD_can_be_judged() => ForAll((schema, _, random) =>
    {
        Assert.Equal(schema.Source, JsonSchemaProps.FromJson(JsonValue.Parse(schema.Source.ToJson().ToJson())) with { Default = schema.Source.Default, Enum = schema.Source.Enum, Properties = schema.Source.Properties, AdditionalProperties = schema.Source.AdditionalProperties, Items = schema.Source.Items });
        var crd = new CustomResourceDefinition
        {
            Spec = new()
            {
                Group = "example.com",
                Scope = "Namespaced",
                Names = new() { Plural = "things", Kind = "Thing" },
                Versions = EquatableArray.Of(new CustomResourceDefinitionVersion { Name = "v1", Served = true, Storage = true, Schema = schema.Source, Subresources = random.Chance(2) ? new() { Status = true } : null }),
            },
        };
        Assert.NotEmpty(CrdValidation.Validate(CrdDefaulting.ForCreate(crd)));
        var type = new CustomResourceSchema(crd, "v1");
        var decoded = type.Decode(random.Object());
        Assert.NotNull(type.Validate(decoded.Resource));
        Assert.NotNull(type.ValidateUpdate(decoded.Resource, random.Object()));
        Assert.NotNull(type.ValidateStatusUpdate(decoded.Resource, random.Object()));
    });

    private static void ForAll(Action<StructuralSchema, JsonValue, RandomJson> check)
    {
        for (var seed = 0; seed < Rounds.Or(500); seed++)
        {
            var random = new RandomJson(seed);
            var schema = StructuralSchema.From(random.Schema());
            var value = random.Chance(4) ? random.Value() : random.Object();
            try
            {
                check(schema, value, random);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: schema {schema.Source}, value {value}", error);
            }
        }
    }

    // Whole doubles must stay doubles.
    private static string Exact(JsonValue value) => value switch
    {
        JsonDouble number => JsonNumber.Format(number.Value) is var text && text.All(unit => char.IsDigit(unit) || unit == '-') ? text + ".0" : text,
        JsonArray items => $"[{string.Join(",", items.Select(Exact))}]",
        JsonObject members => $"{{{string.Join(",", members.Select(member => $"{JsonValue.Of(member.Key).ToJson()}:{Exact(member.Value)}"))}}}",
        _ => value.ToJson(),
    };
}
