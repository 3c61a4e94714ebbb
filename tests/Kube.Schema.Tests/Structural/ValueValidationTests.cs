using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Schema.Tests.Structural;

public sealed class ValueValidationTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "1", "v: Invalid value: \"integer\": v in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"integer"}""", "1.0")]
    [InlineData("""{"type":"integer"}""", "1.5", "v: Invalid value: \"number\": v in body must be of type integer: \"number\"", "<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in v")]
    [InlineData("""{"type":"number"}""", "1")]
    [InlineData("""{"type":"string"}""", "null", "v: Invalid value: \"null\": v in body must be of type string: \"null\"")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"type":"string","nullable":true,"enum":["a"]}""", "null", "v: Unsupported value: null: supported values: \"a\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "1")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "\"1\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "true", "v: Invalid value: \"boolean\": v in body must be of type integer,string: \"boolean\"")]
    [InlineData("""{"type":"integer","format":"int32"}""", "2147483648", "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in v")]
    [InlineData("""{"type":"number","format":"float"}""", "1e300", "<nil>: Invalid value: \"\": Checked value must be of type number with format float in v")]
    [InlineData("""{"type":"integer","minimum":3,"maximum":5}""", "2", "v: Invalid value: 2: v in body should be greater than or equal to 3")]
    [InlineData("""{"type":"integer","minimum":3,"exclusiveMinimum":true}""", "3", "v: Invalid value: 3: v in body should be greater than 3")]
    [InlineData("""{"type":"integer","maximum":5}""", "6", "v: Invalid value: 6: v in body should be less than or equal to 5")]
    [InlineData("""{"type":"number","maximum":5.5,"exclusiveMaximum":true}""", "5.5", "v: Invalid value: 5.5: v in body should be less than 5.5")]
    [InlineData("""{"type":"integer","multipleOf":3}""", "7", "v: Invalid value: 7: v in body should be a multiple of 3")]
    [InlineData("""{"type":"number","multipleOf":0.1}""", "0.3")]
    [InlineData("""{"type":"number","multipleOf":0.1}""", "0.35", "v: Invalid value: 0.35: v in body should be a multiple of 0.1")]
    [InlineData("""{"type":"string","minLength":2}""", "\"😀\"", "v: Invalid value: \"😀\": v in body should be at least 2 chars long")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"😀\"")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"ab\"", "v: Too long: may not be more than 1 byte")]
    [InlineData("""{"type":"string","pattern":"^a"}""", "\"ba\"", "v: Invalid value: \"ba\": v in body should match '^a'")]
    [InlineData("""{"type":"string","format":"date"}""", "\"x\"", "v: Invalid value: \"x\": v in body must be of type date: \"x\"")]
    [InlineData("""{"type":"string","format":"semver"}""", "\"x\"")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", "v: Unsupported value: \"c\": supported values: \"a\", \"b\"")]
    [InlineData("""{"type":"integer","enum":[1,2]}""", "3", "v: Unsupported value: 3: supported values: \"1\", \"2\"")]
    [InlineData("""{"type":"number","enum":[1]}""", "1.0")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":2}""", "[1]", "v[0]: Invalid value: \"integer\": v[0] in body must be of type string: \"integer\"", "v: Invalid value: 1: v in body should have at least 2 items")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":1}""", "[1,2]", "v: Too many: 2: must have at most 1 item")]
    [InlineData("""{"type":"object","minProperties":1}""", "{}", "v: Invalid value: 0: v in body should have at least 1 properties")]
    [InlineData("""{"type":"object","maxProperties":0,"additionalProperties":true}""", "{\"a\":1}", "v: Too many: 1: must have at most 0 items")]
    [InlineData("""{"type":"object","required":["a","b"],"properties":{"a":{"type":"string"}}}""", "{\"c\":1}", "v.a: Required value", "v.b: Required value")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", "{\"k.x\":\"s\"}", "v.k.x: Invalid value: \"string\": v.k.x in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"object","additionalProperties":false}""", "{\"k\":1}", "v: Invalid value: \"k\": v.k in body is a forbidden property")]
    [InlineData("""{"type":"integer","not":{"minimum":3}}""", "4", "<nil>: Invalid value: \"\": \"v\" must not validate the schema (not)")]
    [InlineData("""{"type":"integer","anyOf":[{"minimum":5},{"maximum":1}]}""", "3", "<nil>: Invalid value: \"\": \"v\" must validate at least one schema (anyOf)", "v: Invalid value: 3: v in body should be greater than or equal to 5")]
    [InlineData("""{"type":"integer","oneOf":[{"minimum":1},{"maximum":5}]}""", "3", "<nil>: Invalid value: \"\": \"v\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    [InlineData("""{"type":"integer","allOf":[{"minimum":5},{"maximum":9}]}""", "3", "v: Invalid value: 3: v in body should be greater than or equal to 5", "<nil>: Invalid value: \"\": \"v\" must validate all the schemas (allOf)")]
    [InlineData("""{"type":"integer","allOf":[{"minimum":5},{"minimum":5}]}""", "3", "v: Invalid value: 3: v in body should be greater than or equal to 5", "<nil>: Invalid value: \"\": \"v\" must validate all the schemas (allOf). None validated")]
    public void Tells_what_is_wrong_in_the_servers_words_and_order(string schema, string value, params string[] errors)
    {
        var whole = new JsonSchemaProps { Type = "object", Properties = EquatableMap.Of(("v", JsonSchemaProps.FromJson(JsonValue.Parse(schema)))) };
        var outcome = new ValueValidator(FieldPath.Root).Judge(JsonObject.Of(("v", JsonValue.Parse(value))), StructuralSchema.From(whole), null);

        Assert.Equal(errors, outcome.Errors.Select(error => error.Error.ToString()));
    }

    [Theory]
    [InlineData("""{"spec":{"n":9}}""", """{"spec":{"n":9}}""")]
    [InlineData("""{"spec":{"n":9}}""", """{"spec":{"n":8}}""", "spec.n")]
    [InlineData("""{"spec":{"n":9,"o":{"x":1}}}""", """{"spec":{"n":9}}""", "spec.o.y")]
    [InlineData("""{"spec":{"m":[{"k":"a","v":9},{"k":"b","v":1}]}}""", """{"spec":{"m":[{"k":"b","v":1},{"k":"a","v":9}]}}""")]
    [InlineData("""{"spec":{"m":[{"k":"a","v":9}]}}""", """{"spec":{"m":[{"k":"b","v":9}]}}""", "spec.m[0].v")]
    [InlineData("""{"spec":{"l":[9,1]}}""", """{"spec":{"l":[9]}}""", "spec.l[0]")]
    [InlineData("""{"spec":{"o":{"x":1},"n":1}}""", """{"spec":{"o":{"x":1},"n":2}}""")]
    [InlineData("""{"spec":{"o":{"x":2}}}""", """{"spec":{"o":{"x":1}}}""", "spec.o.y")]
    public void Forgives_what_did_not_change(string value, string old, params string[] paths)
    {
        var schema = StructuralSchema.From(JsonSchemaProps.FromJson(JsonValue.Parse(
            """
            {"type":"object","properties":{"spec":{"type":"object","properties":{
            "n":{"type":"integer","maximum":3},
            "o":{"type":"object","required":["y"],"properties":{"x":{"type":"integer"},"y":{"type":"integer"}}},
            "l":{"type":"array","items":{"type":"integer","maximum":3}},
            "m":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"integer","maximum":3}}}}}}}}
            """)));
        var (now, before) = (JsonValue.Parse(value), JsonValue.Parse(old));
        var outcome = new ValueValidator(FieldPath.Root).Judge(now, schema, new(now, before, schema));

        Assert.Equal(paths, outcome.Errors.Select(error => error.Error.Path));
        Assert.Equal(new ValueValidator(FieldPath.Root).Judge(now, schema, null).Errors.Count, outcome.Errors.Count + outcome.Ratcheted.Count);
    }
}
