using Kube.Cel;
using Kube.Conformance.Data;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Rules;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Conformance.Cel;

/// <summary>One expectation of a file under <c>cases/apiextensions/cel</c>, and how to judge it. The README there tells the form.</summary>
/// <param name="Name">Suite, case and number of the rule.</param>
/// <param name="Failure">What is wrong; null when all is as expected.</param>
internal sealed record RuleCase(string Name, Func<string?> Failure)
{
    private static readonly JsonValue Empty = JsonValue.Object();

    // The cases come from 1.36's own tests, which know everything up to it.
    private static readonly KubernetesVersion Server = new(1, 36);

    private static readonly CelEnvironment Environment = CelEnvironment.ForVersion(Server);

    public static IEnumerable<RuleCase> All()
    {
        foreach (var file in ConformanceData.Files("cases/apiextensions/cel", "*.yaml"))
        {
            var suite = Path.GetFileNameWithoutExtension(file);
            var number = 0;
            foreach (var entry in YamlFiles.Read(file) is JsonObject root ? root.GetArray("cases")! : JsonArray.Empty)
            {
                foreach (var one in Read(suite, (JsonObject)entry))
                {
                    yield return one with { Name = $"{suite}/{entry.Name(ref number)}{one.Name}" };
                }
            }
        }
    }

    private static IEnumerable<RuleCase> Read(string suite, JsonObject entry) => suite switch
    {
        "compilation" => Each(entry, "rules", rule => Compilation(entry, rule)),
        "cost-estimation" => new[] { "unbounded", "bounded" }.Select(form => new RuleCase(" " + form, () => Estimation(entry.GetObject(form)!))),
        "estimated-cost" => Each(entry, "rules", rule => EstimatedCost(entry, rule)),
        "runtime-cost" => Each(entry, "rules", rule => RuntimeCost(entry, rule)),
        "expressions" => Expressions(entry),
        "field-path" => Each(entry, "paths", path => FieldPathCase(entry, path)),
        "message-expression" => [new RuleCase("", () => MessageExpression(entry))],
        "optional-old-self" or "schema-levels" or "reason-fieldpath" => [new RuleCase("", () => Outcome(entry, isRoot: suite == "schema-levels"))],
        "ratcheting" => [new RuleCase("", () => Ratcheting(entry))],
        "schema-rules" => [new RuleCase("", () => SchemaRules(entry))],
        _ => [new RuleCase("", () => $"there is no reader for the suite '{suite}'")],
    };

    private static IEnumerable<RuleCase> Each(JsonObject entry, string list, Func<JsonObject, string?> judge) =>
        (entry.GetArray(list) ?? JsonArray.Empty).Select((item, i) => new RuleCase($" #{i}", () => judge((JsonObject)item)));

    private static IEnumerable<RuleCase> Expressions(JsonObject entry)
    {
        var number = 0;
        foreach (var rule in entry.GetArray("valid") ?? JsonArray.Empty)
        {
            yield return new RuleCase($" valid #{number++}", () => Run(entry, ((JsonString)rule).Value, entry.GetBoolean("isResourceRoot") ?? false) is { Count: > 0 } errors
                ? "fails: " + errors[0]
                : null);
        }

        number = 0;
        foreach (var item in entry.GetArray("errors") ?? JsonArray.Empty)
        {
            var expected = ((JsonObject)item).GetString("contains")!;
            var rule = ((JsonObject)item).GetString("rule")!;
            yield return new RuleCase($" error #{number++}", () =>
            {
                var errors = Run(entry, rule, isRoot: true);
                return errors.Exists(e => e.Kind == FieldErrorKind.Invalid && e.ToString().Contains(expected, StringComparison.Ordinal))
                    ? null
                    : $"gives '{string.Join("; ", errors)}', expected '{expected}'";
            });
        }
    }

    private static string? Compilation(JsonObject entry, JsonObject item)
    {
        var schema = Schema(entry) with { XValidations = [ValidationRuleOf(item)] };
        var compiled = new RuleCompiler(Environment, Environment).Compile(SchemaTyping.Of(schema, false, Server))[0];
        var expect = item.GetObject("expect")!;
        if (expect.GetString("messageExpressionContains") is { } message)
        {
            return compiled.MessageExpressionError?.Contains(message, StringComparison.Ordinal) == true ? null : $"message expression: {compiled.MessageExpressionError}";
        }

        if (expect.GetBoolean("valid") == true)
        {
            return compiled.Error is not null || compiled.MessageExpressionError is not null ? $"does not compile: {compiled.Error}{compiled.MessageExpressionError}"
                : expect.GetBoolean("usesOldSelf") is { } uses && uses != compiled.UsesOldSelf ? "usesOldSelf is " + compiled.UsesOldSelf
                : null;
        }

        return compiled.Error is { } error && error.Contains(expect.GetString("contains") ?? "", StringComparison.Ordinal) ? null : $"gives '{compiled.Error}', expected {expect}";
    }

    private static string? Estimation(JsonObject form)
    {
        var compiled = new RuleCompiler(Environment, Environment).Compile(SchemaTyping.Of(Schema(form), false, Server))[0];
        return compiled.Error is not null ? compiled.Error
            : form["cost"] is { } exact && Number(exact) != compiled.MaxCost ? $"costs {compiled.MaxCost}, expected {exact}"
            : form["costAtLeast"] is { } least && Number(least) > compiled.MaxCost ? $"costs {compiled.MaxCost}, expected at least {least}"
            : null;
    }

    private static string? EstimatedCost(JsonObject entry, JsonObject item)
    {
        var schema = Schema(entry) with { XValidations = [ValidationRuleOf(item)] };
        var compiled = new RuleCompiler(Environment, Environment).Compile(SchemaTyping.Of(schema, false, Server))[0];
        return compiled.Error ?? (compiled.MaxCost == Number(item["cost"]!) ? null : $"costs {compiled.MaxCost}, expected {item["cost"]}");
    }

    private static string? RuntimeCost(JsonObject entry, JsonObject item)
    {
        var schema = Schema(entry) with { XValidations = [ValidationRuleOf(item)] };
        var errors = new List<FieldError>();
        var budget = RuleLimits.PerRequest;
        RuleEvaluator.Create(schema, true, new RuleCompiler(Environment, Environment))!
            .Evaluate(FieldPath.Root, entry["object"]!, null, default, ref budget, errors, null);
        var cost = RuleLimits.PerRequest - budget;
        return errors.Count > 0 ? "fails: " + errors[0] : (ulong)cost == Number(item["cost"]!) ? null : $"costs {cost}, expected {item["cost"]}";
    }

    private static List<FieldError> Run(JsonObject entry, string rule, bool isRoot) =>
        Run(Schema(entry) with { XValidations = [new ValidationRule { Rule = rule }] }, entry, isRoot, out _);

    private static List<FieldError> Run(JsonSchemaProps schema, JsonObject entry, bool isRoot, out List<FieldError> warnings, bool ratchet = false)
    {
        var errors = new List<FieldError>();
        warnings = [];
        var budget = RuleLimits.PerRequest;
        var value = entry["object"] ?? Empty;
        var old = entry["oldObject"];
        var correlation = ratchet && old is not null ? new Correlation(value, old, StructuralSchema.From(schema)) : null;
        RuleEvaluator.Create(schema, isRoot, new RuleCompiler(Environment, Environment))?
            .Evaluate(FieldPath.Of("root"), value, old, new Ratchet(correlation, null), ref budget, errors, warnings);
        return errors;
    }

    private static string? FieldPathCase(JsonObject entry, JsonObject item)
    {
        var error = Kube.Schema.Crds.Checks.SchemaFieldPath.Resolve(
            item.GetString("fieldPath")!, JsonSchemaProps.FromJson(entry["sharedSchema"]!), allowBrackets: true, out _, out _);
        var expect = item.GetObject("expect")!;
        return expect.GetBoolean("valid") == true
            ? error
            : error?.Contains(expect.GetString("contains") ?? "", StringComparison.Ordinal) == true ? null : $"gives '{error}', expected {expect}";
    }

    private static string? MessageExpression(JsonObject entry)
    {
        var rule = new ValidationRule { Rule = "false", Message = entry.GetString("message"), MessageExpression = entry.GetString("messageExpression") };
        var schema = new JsonSchemaProps
        {
            Type = "object",
            Properties = Kube.Schema.EquatableMap.Of(("str", new JsonSchemaProps { Type = "string" })),
            XValidations = [rule],
        };
        var errors = new List<FieldError>();
        var budget = entry.GetInteger("costBudget")!.Value;
        RuleEvaluator.Create(schema, false, new RuleCompiler(Environment, Environment))!
            .Evaluate(FieldPath.Of("root"), JsonValue.Object(("str", "a string")), null, default, ref budget, errors, null);
        return errors.Count != 1 || !errors[0].ToString().Contains(entry.GetString("expectErrorContains")!, StringComparison.Ordinal)
            ? $"gives {string.Join("; ", errors)}"
            : entry.GetInteger("expectRemainingBudget") is { } left && left != budget ? $"leaves {budget}, expected {left}" : null;
    }

    private static string? Outcome(JsonObject entry, bool isRoot)
    {
        var errors = Run(Schema(entry), entry, isRoot, out _);
        var expect = entry.GetObject("expect")!;
        if (expect.GetArray("errors") is { } exact)
        {
            var wanted = exact.Select(e => $"{((JsonObject)e).GetString("type")} {((JsonObject)e).GetString("field")}").Order().ToArray();
            var got = errors.Select(e => $"{e.Kind} {e.Path}").Order().ToArray();
            return wanted.SequenceEqual(got) ? null : $"gives {string.Join("; ", got)}, expected {string.Join("; ", wanted)}";
        }

        return Match(errors, expect.GetArray("errorsContain") ?? JsonArray.Empty) ?? (expect.GetBoolean("valid") == (errors.Count == 0) ? null : $"gives {string.Join("; ", errors)}");
    }

    private static string? Ratcheting(JsonObject entry)
    {
        var errors = Run(Schema(entry), entry, isRoot: false, out var warnings, ratchet: true);
        var expect = entry.GetObject("expect")!;
        return Match(errors, expect.GetArray("errorsContain") ?? JsonArray.Empty) ?? Match(warnings, expect.GetArray("warnings") ?? JsonArray.Empty);
    }

    private static string? SchemaRules(JsonObject entry)
    {
        var options = (entry.GetArray("options") ?? JsonArray.Empty).Select(o => ((JsonString)o).Value).ToArray();
        KubernetesVersion? version = KubernetesVersion.TryParse(entry.GetString("celCompatibilityVersion"), out var given) ? given : null;
        var errors = SchemaRuleCheck.Run(Schema(entry), version, options, entry.GetBoolean("statusSubresource") == true);
        var expect = entry.GetObject("expect")!;
        var wanted = (expect.GetArray("errors") ?? JsonArray.Empty).Cast<JsonObject>().ToList();
        foreach (var error in errors)
        {
            var at = wanted.FindIndex(w => w.GetString("type") == error.Kind.ToString()
                && (w.GetString("field") == error.Path || w.GetString("v1Field") == error.Path)
                && (w.GetString("contains") is not { } part || error.ToString().Contains(part, StringComparison.Ordinal)));
            if (at < 0)
            {
                return $"gives {error}, which is not expected";
            }

            wanted.RemoveAt(at);
        }

        return wanted.Count == 0 ? null : $"lacks {wanted[0]}; gives {string.Join("; ", errors)}";
    }

    private static string? Match(List<FieldError> errors, IEnumerable<JsonValue> expected)
    {
        var left = errors.Select(e => e.ToString()).ToList();
        foreach (var part in expected.Select(e => ((JsonString)e).Value))
        {
            var at = left.FindIndex(e => e.Contains(part, StringComparison.Ordinal));
            if (at < 0)
            {
                return $"lacks '{part}'; gives {string.Join("; ", errors)}";
            }

            left.RemoveAt(at);
        }

        return left.Count == 0 ? null : "unexpected: " + left[0];
    }

    private static JsonSchemaProps Schema(JsonObject entry) => JsonSchemaProps.FromJson(entry["schema"]!);

    private static ValidationRule ValidationRuleOf(JsonObject item) => new()
    {
        Rule = item.GetString("rule")!,
        Message = item.GetString("message"),
        MessageExpression = item.GetString("messageExpression"),
        OptionalOldSelf = item.GetBoolean("optionalOldSelf"),
    };

    private static ulong Number(JsonValue value) => value switch
    {
        JsonInteger integer => (ulong)integer.Value,
        JsonDouble number => number.Value >= 18446744073709551615.0 ? ulong.MaxValue : (ulong)number.Value,
        JsonString text => ulong.Parse(text.Value, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{value} is no cost"),
    };
}

internal static class CaseNames
{
    /// <summary>The case's own name, or its number.</summary>
    public static string Name(this JsonValue entry, ref int number) => ((JsonObject)entry).GetString("name") is { } name ? $"{name} [{number++}]" : $"[{number++}]";
}
