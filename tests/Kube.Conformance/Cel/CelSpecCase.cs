using System.Globalization;
using System.Text.Json.Nodes;
using Kube.Cel;
using Kube.Cel.Kubernetes;
using Kube.Cel.Syntax;

namespace Kube.Conformance.Cel;

/// <summary>One line of <c>cases/cel-spec/cases.jsonl</c>; its README tells the form.</summary>
internal sealed class CelSpecCase(JsonObject line)
{
    public string Name => (string)line["name"]!;

    public string Expression => (string)line["expr"]!;

    /// <summary>What is wrong with the outcome; null when it is as expected.</summary>
    public string? Failure()
    {
        var check = line["disableCheck"] is null;
        var environment = CreateEnvironment();

        // Names in backquotes are off in Kubernetes; the parser is held to them all the same.
        var features = environment.Syntax | SyntaxFeatures.EscapedIdentifiers;
        if (line["disableMacros"] is not null)
        {
            features &= ~SyntaxFeatures.Macros;
        }

        var compiled = CelCompiler.Compile(environment, Expression, check, features);
        var expectsError = line["error"] is not null;
        if (compiled.Expression is not { } expression)
        {
            return expectsError ? null : "does not compile: " + compiled.RenderDiagnostics();
        }

        if ((string?)line["deducedType"] is { } deduced && expression.ResultType.ToString() != TypeReader.Read(deduced).ToString())
        {
            return $"type is {expression.ResultType}, expected {deduced}";
        }

        if (line["checkOnly"] is not null)
        {
            return expectsError ? "checks, expected an error" : null;
        }

        var variables = environment.NewVariables();
        foreach (var (name, value) in line["bindings"]?.AsObject() ?? [])
        {
            variables.Set(name, Read(value!.AsObject()));
        }

        var result = expression.Evaluate(variables).Value;
        if (result.IsError)
        {
            return expectsError ? null : "fails: " + result.AsError.Message;
        }

        if (expectsError)
        {
            return $"gives {result}, expected an error";
        }

        var expected = Read(line["value"]!.AsObject());
        return AreSame(result, expected) ? null : $"gives {result.Kind} {result}, expected {expected.Kind} {expected}";
    }

    private CelEnvironment CreateEnvironment()
    {
        // The cases mix types in literals, which Kubernetes' environments refuse.
        var environment = CelEnvironment.Create(KubernetesVersion.Newest, homogeneousLiterals: false);
        foreach (var (name, type) in line["typeEnv"]?.AsObject() ?? [])
        {
            environment = environment.Declare(name, TypeReader.Read((string)type!));
        }

        foreach (var (name, _) in line["bindings"]?.AsObject() ?? [])
        {
            if (line["typeEnv"]?[name] is null)
            {
                environment = environment.Declare(name, CelType.Dyn);
            }
        }

        return (string?)line["container"] is { } container ? environment.WithContainer(container) : environment;
    }

    private static CelValue Read(JsonObject tagged)
    {
        var (tag, value) = tagged.Single();
        return tag switch
        {
            "int" => CelValue.Int(long.Parse((string)value!, CultureInfo.InvariantCulture)),
            "uint" => CelValue.UInt(ulong.Parse((string)value!, CultureInfo.InvariantCulture)),
            "double" => CelValue.Double(value!.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? double.Parse((string)value!, CultureInfo.InvariantCulture)
                : (double)value!),
            "string" => CelValue.String((string)value!),
            "bytes" => CelValue.Bytes(Convert.FromBase64String((string)value!)),
            "bool" => CelValue.Bool((bool)value!),
            "null" => CelValue.Null,
            "list" => CelValue.List([.. value!.AsArray().Select(v => Read(v!.AsObject()))]),
            "map" => ReadMap(value!.AsArray()),
            "type" => CelValue.Type(TypeReader.Read((string)value!)),
            "duration" => CelValue.Duration(checked((Seconds(value!) * 1_000_000_000) + (long)value!["nanos"]!)),
            "timestamp" => CelValue.Timestamp(new Timestamp(Seconds(value!), (int)value!["nanos"]!)),
            _ => throw new NotSupportedException($"unknown tag '{tag}'"),
        };
    }

    private static long Seconds(JsonNode value) => long.Parse((string)value["seconds"]!, CultureInfo.InvariantCulture);

    private static CelValue ReadMap(JsonArray entries)
    {
        var map = new CelDictionaryMap();
        foreach (var entry in entries)
        {
            map.Set(Read(entry![0]!.AsObject()), Read(entry[1]!.AsObject()));
        }

        return CelValue.Map(map);
    }

    /// <summary>Equality with kinds: an int is no double here, and NaN equals NaN.</summary>
    private static bool AreSame(CelValue actual, CelValue expected)
    {
        if (actual.Kind != expected.Kind)
        {
            return false;
        }

        return actual.Kind switch
        {
            CelKind.Double => actual.AsDouble.Equals(expected.AsDouble),
            CelKind.List => actual.AsList.Count == expected.AsList.Count && actual.AsList.Zip(expected.AsList).All(p => AreSame(p.First, p.Second)),
            CelKind.Map => actual.AsMap.Count == expected.AsMap.Count && expected.AsMap.Keys.All(key =>
                expected.AsMap.TryGet(key, out var want) && actual.AsMap.TryGet(key, out var got) && AreSame(got, want)),
            _ => Equality.Compare(actual, expected).IsTrue,
        };
    }

    /// <summary>Reads type names such as <c>map(string, list(int))</c>.</summary>
    private static class TypeReader
    {
        private static readonly Dictionary<string, CelType> Simple = new()
        {
            ["int"] = CelType.Int,
            ["uint"] = CelType.UInt,
            ["double"] = CelType.Double,
            ["string"] = CelType.String,
            ["bytes"] = CelType.Bytes,
            ["bool"] = CelType.Bool,
            ["null_type"] = CelType.Null,
            ["null"] = CelType.Null,
            ["dyn"] = CelType.Dyn,
            ["type"] = CelType.Type,
            ["list"] = CelType.AnyList,
            ["map"] = CelType.AnyMap,
            ["google.protobuf.Timestamp"] = CelType.Timestamp,
            ["google.protobuf.Duration"] = CelType.Duration,
            ["timestamp"] = CelType.Timestamp,
            ["duration"] = CelType.Duration,
            ["optional_type"] = CelType.AnyOptional,
        };

        public static CelType Read(string text)
        {
            var open = text.IndexOf('(');
            if (open < 0)
            {
                return Simple.TryGetValue(text, out var simple) ? simple : CelType.Opaque(text);
            }

            var parts = Split(text[(open + 1)..^1]).Select(Read).ToArray();
            return text[..open] switch
            {
                "list" => CelType.List(parts[0]),
                "map" => CelType.Map(parts[0], parts[1]),
                "type" => CelType.TypeOf(parts[0]),
                "optional_type" => CelType.Optional(parts[0]),
                var name => CelType.Opaque(name, parts),
            };
        }

        private static IEnumerable<string> Split(string text)
        {
            var depth = 0;
            var start = 0;
            for (var i = 0; i < text.Length; i++)
            {
                depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
                if (text[i] == ',' && depth == 0)
                {
                    yield return text[start..i].Trim();
                    start = i + 1;
                }
            }

            yield return text[start..].Trim();
        }
    }
}
