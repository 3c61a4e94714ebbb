using System.Globalization;
using Kube.Cel.Kubernetes;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Structural;

/// <summary>Judges a value by a schema: type, alternatives, string, format, number, list, enum and object checks, in the server's order and words.</summary>
internal sealed class ValueValidator(FieldPath root)
{
    private readonly ValuePath _path = new();

    /// <summary>Judges <paramref name="value"/>; with <paramref name="correlation"/> as a change, where errors of unchanged parts are forgiven.</summary>
    public ValueOutcome Judge(JsonValue value, StructuralSchema schema, Correlation? correlation)
    {
        var outcome = new ValueOutcome();
        Judge(value, schema, correlation, outcome);
        return outcome;
    }

    private void Judge(JsonValue value, StructuralSchema schema, Correlation? correlation, ValueOutcome outcome)
    {
        if (correlation is null)
        {
            JudgeNode(value, schema, null, outcome);
            return;
        }

        var own = new ValueOutcome();
        JudgeNode(value, schema, correlation, own);
        if (!own.IsValid && correlation.IsUnchanged)
        {
            outcome.Forgive(own);
        }
        else
        {
            outcome.Merge(own);
        }
    }

    private void JudgeNode(JsonValue value, StructuralSchema schema, Correlation? correlation, ValueOutcome outcome)
    {
        if (value is JsonNull)
        {
            JudgeNull(schema, outcome);
            JudgeEnum(value, schema, outcome);
            return;
        }

        if (schema.Types.Length > 0 || schema.Format is not null)
        {
            JudgeType(value, schema, outcome);
            outcome.MatchCount++;
        }

        JudgeAlternatives(value, schema, correlation, outcome);
        outcome.MatchCount++;
        switch (value)
        {
            case JsonString text:
                JudgeText(text.Value, schema, outcome);
                outcome.MatchCount++;
                if (schema.Format is { } format && StringFormats.IsKnown(format))
                {
                    if (!StringFormats.IsValid(format, text.Value))
                    {
                        WrongType(format, text.Value, outcome);
                    }

                    outcome.MatchCount++;
                }

                break;
            case JsonInteger or JsonDouble:
                NumberChecks.Judge(value, schema, this, outcome);
                outcome.MatchCount++;
                break;
            case JsonArray items:
                JudgeItems(items, schema, correlation, outcome);
                outcome.MatchCount++;
                break;
        }

        JudgeEnum(value, schema, outcome);
        outcome.MatchCount++;
        if (value is JsonObject members)
        {
            JudgeMembers(members, schema, correlation, outcome);
            outcome.MatchCount++;
        }

        outcome.MatchCount++;
    }

    private void JudgeNull(StructuralSchema schema, ValueOutcome outcome)
    {
        if (schema.Types.Length > 0 && !schema.IsNullable)
        {
            WrongType(string.Join(",", schema.Types), "null", outcome);
        }
        else
        {
            outcome.MatchCount++;
        }
    }

    private void JudgeType(JsonValue value, StructuralSchema schema, ValueOutcome outcome)
    {
        var type = TypeOf(value);
        var wholeDouble = value is JsonDouble number && NumberChecks.IsWhole(number.Value) && schema.HasType("integer");
        var fits = schema.HasType(type) || wholeDouble || (value is JsonInteger && schema.HasType("number"));
        var textual = value is JsonString or JsonArray;
        var format = value switch { JsonInteger => "int64", JsonDouble => "float64", _ => "" };
        if (!textual && schema.Format is not null && !fits && format != schema.Format)
        {
            WrongType(schema.Format, format, outcome);
        }
        else if (!fits && !(textual && schema.Format is not null && !schema.HasType("number") && !schema.HasType("integer")))
        {
            WrongType(string.Join(",", schema.Types), type, outcome);
        }
        else
        {
            outcome.MatchCount++;
        }
    }

    private void JudgeText(string text, StructuralSchema schema, ValueOutcome outcome)
    {
        var source = schema.Source;
        if (source.MaxLength is { } most && CodePoints(text) > most)
        {
            var path = _path.ToString();
            outcome.Add($"{path} in body should be at most {most} chars long", FieldError.TooLong(_path.Below(root), most));
        }
        else if (source.MinLength is { } least && CodePoints(text) < least)
        {
            Fail(text, $"should be at least {Text(least)} chars long", outcome);
        }
        else if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            Fail(text, $"should match '{pattern.Pattern}'", outcome);
        }
        else if (schema.PatternProblem is { } problem)
        {
            Fail(text, $"should match '{source.Pattern}, but pattern is invalid: {problem}'", outcome);
        }
    }

    private void JudgeItems(JsonArray items, StructuralSchema schema, Correlation? correlation, ValueOutcome outcome)
    {
        if (schema.Items is { } itemSchema)
        {
            for (var i = 0; i < items.Count; i++)
            {
                _path.Enter(i);
                Judge(items[i], itemSchema, correlation?.Index(i), outcome);
                _path.Leave();
            }
        }

        if (schema.Source.MinItems is { } least && items.Count < least)
        {
            Fail(items.Count, $"should have at least {Text(least)} items", outcome);
        }

        if (schema.Source.MaxItems is { } most && items.Count > most)
        {
            outcome.Add($"{_path} in body should have at most {Text(most)} items", FieldError.TooMany(_path.Below(root), items.Count, most));
        }

        outcome.MatchCount++;
    }

    private void JudgeMembers(JsonObject members, StructuralSchema schema, Correlation? correlation, ValueOutcome outcome)
    {
        var source = schema.Source;
        if (source.MinProperties is { } least && members.Count < least)
        {
            Fail(members.Count, $"should have at least {Text(least)} properties", outcome);
        }

        if (source.MaxProperties is { } most && members.Count > most)
        {
            outcome.Add($"{_path} in body should have at most {Text(most)} properties", FieldError.TooMany(_path.Below(root), members.Count, most));
        }

        if (source.AdditionalProperties is { } additional)
        {
            JudgeAdditional(members, schema, additional.Allows, correlation, outcome);
        }

        foreach (var name in schema.PropertyNames)
        {
            if (members[name] is { } value)
            {
                _path.Enter(name);
                Judge(value, schema.Properties[name], Child(correlation, name), outcome);
                _path.Leave();
            }
        }

        foreach (var name in source.Required)
        {
            if (!members.ContainsKey(name))
            {
                _path.Enter(name);
                outcome.Add($"{_path} in body is required", FieldError.Required(_path.Below(root)));
                _path.Leave();
            }
        }
    }

    private void JudgeAdditional(JsonObject members, StructuralSchema schema, bool allowed, Correlation? correlation, ValueOutcome outcome)
    {
        foreach (var member in members)
        {
            if (schema.TryGetProperty(member.Key, out _))
            {
                continue;
            }

            if (!allowed)
            {
                var text = $"{_path}.{member.Key} in body is a forbidden property";
                outcome.Add(text, FieldError.Invalid(_path.Below(root), member.Key, text));
            }
            else if (schema.AdditionalProperties is { } values)
            {
                _path.Enter(member.Key);
                Judge(member.Value, values, Child(correlation, member.Key), outcome);
                _path.Leave();
            }
        }
    }

    // The type of an object is the same before and after by definition, so its fields are never forgiven.
    private Correlation? Child(Correlation? correlation, string name) =>
        _path.Depth == 1 && name is "apiVersion" or "kind" ? null : correlation?.Key(name);

    private void JudgeAlternatives(JsonValue value, StructuralSchema schema, Correlation? correlation, ValueOutcome outcome)
    {
        if (schema.AnyOf.Count > 0)
        {
            JudgeAnyOf(value, schema.AnyOf, correlation, outcome);
        }

        if (schema.OneOf.Count > 0)
        {
            JudgeOneOf(value, schema.OneOf, correlation, outcome);
        }

        if (schema.AllOf.Count > 0)
        {
            JudgeAllOf(value, schema.AllOf, correlation, outcome);
        }

        if (schema.Not is { } not && Try(value, not, correlation).IsValid)
        {
            FailWhole("must not validate the schema (not)", outcome);
        }

        outcome.MatchCount++;
    }

    private void JudgeAnyOf(JsonValue value, IReadOnlyList<StructuralSchema> schemas, Correlation? correlation, ValueOutcome outcome)
    {
        ValueOutcome? best = null;
        foreach (var schema in schemas)
        {
            var result = Try(value, schema, correlation);
            if (result.IsValid)
            {
                outcome.Merge(result);
                return;
            }

            if (best is null || result.MatchCount > best.MatchCount)
            {
                best = result;
            }
        }

        FailWhole("must validate at least one schema (anyOf)", outcome);
        outcome.Merge(best!);
    }

    private void JudgeOneOf(JsonValue value, IReadOnlyList<StructuralSchema> schemas, Correlation? correlation, ValueOutcome outcome)
    {
        ValueOutcome? best = null, success = null;
        var valid = 0;
        foreach (var schema in schemas)
        {
            var result = Try(value, schema, correlation);
            if (result.IsValid)
            {
                valid++;
                best = null;
                success ??= result;
            }
            else if (valid == 0 && (best is null || result.MatchCount > best.MatchCount))
            {
                best = result;
            }
        }

        if (valid == 1)
        {
            outcome.Merge(success!);
            return;
        }

        FailWhole($"must validate one and only one schema (oneOf). {(valid == 0 ? "Found none valid" : $"Found {Text(valid)} valid alternatives")}", outcome);
        if (best is not null)
        {
            outcome.Merge(best);
        }
    }

    private void JudgeAllOf(JsonValue value, IReadOnlyList<StructuralSchema> schemas, Correlation? correlation, ValueOutcome outcome)
    {
        var valid = 0;
        foreach (var schema in schemas)
        {
            var result = Try(value, schema, correlation);
            valid += result.IsValid ? 1 : 0;
            outcome.Merge(result);
        }

        if (valid != schemas.Count)
        {
            FailWhole($"must validate all the schemas (allOf){(valid == 0 ? ". None validated" : "")}", outcome);
        }
    }

    private ValueOutcome Try(JsonValue value, StructuralSchema schema, Correlation? correlation)
    {
        // An alternative as a whole is never forgiven, its parts may be: they correlate through the node they belong to.
        var outcome = new ValueOutcome();
        JudgeNode(value, schema, correlation, outcome);
        return outcome;
    }

    private void JudgeEnum(JsonValue value, StructuralSchema schema, ValueOutcome outcome)
    {
        var allowed = schema.Source.Enum;
        if (allowed.IsEmpty)
        {
            return;
        }

        foreach (var choice in allowed)
        {
            if (NumberChecks.EqualInGo(value, choice))
            {
                return;
            }
        }

        string[] choices = [.. allowed.Select(choice => choice is JsonString text ? text.Value : GoText.Json(choice))];
        outcome.Add($"{_path} in body should be one of [{string.Join(" ", choices)}]", FieldError.NotSupported(_path.Below(root), value, choices));
    }

    internal void Fail(JsonValue value, string problem, ValueOutcome outcome)
    {
        var text = $"{_path} in body {problem}";
        outcome.Add(text, FieldError.Invalid(_path.Below(root), value, text));
    }

    /// <summary>An error of the server's range check, which it tells without a place.</summary>
    internal void FailRange(string what, string type, string format, ValueOutcome outcome)
    {
        var text = format.Length > 0 ? $"{what} value must be of type {type} with format {format} in {_path}" : $"{what} value must be of type {type} (default format) in {_path}";
        outcome.Add(text, FieldError.Invalid(root, "", text));
    }

    internal void FailFactor(JsonValue factor, ValueOutcome outcome)
    {
        var text = $"factor MultipleOf declared for {_path} must be positive: {GoText.Print(factor)}";
        outcome.Add(text, FieldError.Invalid(_path.Below(root), factor, text));
    }

    private void FailWhole(string problem, ValueOutcome outcome)
    {
        var text = $"{GoText.Quote(_path.ToString())} {problem}";
        outcome.Add(text, FieldError.Invalid(root, "", text));
    }

    private void WrongType(string expected, string actual, ValueOutcome outcome)
    {
        var text = $"{_path} in body must be of type {expected}: {GoText.Quote(actual)}";
        outcome.Add(text, FieldError.TypeInvalid(_path.Below(root), actual, text));
    }

    private static string TypeOf(JsonValue value) => value switch
    {
        JsonObject => "object",
        JsonArray => "array",
        JsonString => "string",
        JsonInteger => "integer",
        JsonDouble => "number",
        _ => "boolean",
    };

    private static int CodePoints(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
            {
                count--;
            }
        }

        return count;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
