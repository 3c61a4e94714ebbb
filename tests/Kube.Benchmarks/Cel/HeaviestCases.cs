using System.Reflection;
using Kube.Cel;
using Kube.Cel.Checking;
using Kube.Cel.Syntax;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Rules;
using Kube.Testing.Http;

namespace Kube.Benchmarks.Cel;

/// <summary>The expressions of the case files whose evaluation costs most, each on its own object.</summary>
internal static class HeaviestCases
{
    private const string File = "../shared/cases/apiextensions/cel/runtime-cost.yaml";

    public static void Run(int count)
    {
        var root = typeof(HeaviestCases).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        var path = Path.Combine(root, File);
        if (!System.IO.File.Exists(path))
        {
            Console.WriteLine($"\n{File} is not there: no case files measured.");
            return;
        }

        var cases = ((JsonObject)Yaml.Parse(System.IO.File.ReadAllBytes(path), [])).GetArray("cases")!.OfType<JsonObject>()
            .SelectMany(entry => entry.GetArray("rules")!.OfType<JsonObject>().Select(rule => (Entry: entry, Rule: rule.GetString("rule")!, Cost: rule.GetInteger("cost") ?? 0)))
            .OrderByDescending(one => one.Cost).ThenBy(one => one.Rule, StringComparer.Ordinal)
            .Take(count).ToList();
        Console.WriteLine($"\nThe {cases.Count} expressions of {Path.GetFileName(File)} that cost most:\n\n| expression | cost | parse | check | evaluate |\n|---|---|---|---|---|");
        var sums = (Parse: 0.0, Check: 0.0, Evaluate: 0.0);
        foreach (var (entry, rule, cost) in cases)
        {
            var (parse, check, evaluate) = Measure(entry, rule);
            Console.WriteLine($"| `{Short(rule)}` | {cost} | {parse} | {check} | {evaluate} |");
            sums = (sums.Parse + parse.Nanoseconds, sums.Check + check.Nanoseconds, sums.Evaluate + evaluate.Nanoseconds);
        }

        Console.WriteLine($"\nTogether: parse {sums.Parse / 1000:0} µs, check {sums.Check / 1000:0} µs, evaluate {sums.Evaluate / 1000:0} µs.");
    }

    private static (Timing Parse, Timing Check, Timing Evaluate) Measure(JsonObject entry, string rule)
    {
        var node = SchemaTyping.Of(JsonSchemaProps.FromJson(entry["schema"]!), isResourceRoot: true, KubernetesVersion.Newest);
        var environment = CelEnvironment.ForVersion(KubernetesVersion.Newest).Declare("self", node.Declared!.Type);
        var parse = Timing.Of(() => Parser.Parse(rule, environment.Syntax, new DiagnosticBag(), out _), warmUpMilliseconds: 40);
        // Checking writes types into the tree, so each call needs a fresh one: the difference is the check.
        var both = Timing.Of(() => Checker.Check(Parser.Parse(rule, environment.Syntax, new DiagnosticBag(), out _)!, environment, new DiagnosticBag()), warmUpMilliseconds: 40);
        var expression = environment.Compile(rule).Expression!;
        var variables = environment.NewVariables().Set("self", JsonToCel.Convert(entry["object"]!, node));
        var evaluate = Timing.Of(() => expression.Evaluate(variables), warmUpMilliseconds: 40);
        return (parse, new Timing(Math.Max(0, both.Nanoseconds - parse.Nanoseconds), Math.Max(0, both.Bytes - parse.Bytes)), evaluate);
    }

    private static string Short(string rule)
    {
        var line = string.Join(' ', rule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);
        return line.Length <= 70 ? line : line[..67] + "...";
    }
}
