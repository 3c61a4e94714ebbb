using System.Globalization;
using System.Text.Json;
using Kube.Cel;
using Kube.Json;
using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Rules;

namespace Kube.Benchmarks.Cel;

/// <summary>Rules compiled, checked and evaluated, and whole resources validated; beside the same written by hand where that can be.</summary>
internal static class CelSuite
{
    private const string Typical = "self.minReplicas <= self.maxReplicas";

    public static Task RunAsync(string[] args)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}\n\n| what | a call | beside it |\n|---|---|---|");
        Rules();
        Resources();
        var heaviest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
        if (heaviest > 0)
        {
            HeaviestCases.Run(heaviest);
        }

        return Task.CompletedTask;
    }

    private static void Rules()
    {
        var schema = Replicas(rules: 0);
        var node = SchemaTyping.Of(schema, isResourceRoot: false, KubernetesVersion.Newest);
        var environment = CelEnvironment.ForVersion(KubernetesVersion.Newest).Declare("self", node.Declared!.Type);
        foreach (var rule in (string[])[Typical, "self.names.all(n, n.matches('^[a-z]+$') && n.size() < 20) && !(self.title in self.names)"])
        {
            var compiled = environment.Compile(rule).Expression!;
            Row($"compile `{rule}`", Timing.Of(() => environment.Compile(rule)));
            Row("estimate its cost", Timing.Of(() => compiled.EstimateCost(node.Declared)));
        }

        var expression = environment.Compile(Typical).Expression!;
        var json = (JsonObject)JsonValue.Parse("""{"title":"Hello","minReplicas":1,"maxReplicas":3,"names":["a","b"]}""");
        var variables = environment.NewVariables().Set("self", JsonToCel.Convert(json, node));
        var evaluated = Timing.Of(() => Expect(expression.Evaluate(variables).Value.IsTrue), warmUpMilliseconds: 1500);
        var element = JsonDocument.Parse(json.ToJson()).RootElement;
        var byHand = Timing.Of(() => Expect(element.GetProperty("minReplicas").GetInt64() <= element.GetProperty("maxReplicas").GetInt64()));
        Row($"evaluate `{Typical}`", evaluated, $"C# on JsonElement: {byHand} (ratio {byHand.Nanoseconds / evaluated.Nanoseconds:0.00})");

        var thousand = Replicas(rules: 1000);
        Row("analyze a schema of 1,000 rules: types, cost, places", Timing.Of(() => Expect(RuleAnalysis.Analyze(thousand, KubernetesVersion.OldestSupported).Count == 1000), warmUpMilliseconds: 1000));
    }

    private static void Resources()
    {
        var document = new Document("hello", new DocumentSpec { Title = "Hello", Tags = ["a", "b", "c"], Labels = new Dictionary<string, string> { ["app"] = "web", ["tier"] = "front" } });
        var changed = document with { Spec = document.Spec with { MaxReplicas = 5 } };
        var bad = document with { Spec = document.Spec with { MinReplicas = 5 } };
        var codec = Timing.Of(() => KubeJson.Deserialize<Document>(KubeJson.SerializeToUtf8Bytes(document)));
        var valid = Timing.Of(() => Expect(Document.Validate(document).IsEmpty));
        Row("`Document.Validate`, good: 8 fields, 4 rules", valid, $"its codec, there and back: {codec} (ratio {codec.Nanoseconds / valid.Nanoseconds:0.00})");
        Row("`Document.Validate`, a rule fails", Timing.Of(() => Expect(Document.Validate(bad).Count == 1)));
        Row("`Document.ValidateUpdate`, good", Timing.Of(() => Expect(Document.ValidateUpdate(document, changed).IsEmpty)));
    }

    private static void Row(string what, Timing timing, string beside = "") => Console.WriteLine($"| {what} | {timing} | {beside} |");

    // What is measured must be right, and must not be optimised away.
    private static void Expect(bool isTrue)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException("The measured call gave a wrong answer.");
        }
    }

    private static JsonSchemaProps Replicas(int rules) => new()
    {
        Type = "object",
        Properties = EquatableMap.Of(
            ("title", new JsonSchemaProps { Type = "string", MaxLength = 64 }),
            ("minReplicas", new JsonSchemaProps { Type = "integer" }),
            ("maxReplicas", new JsonSchemaProps { Type = "integer" }),
            ("names", new JsonSchemaProps { Type = "array", MaxItems = 10, Items = new JsonSchemaProps { Type = "string", MaxLength = 20 } })),
        XValidations = Enumerable.Range(0, rules).Select(i => new ValidationRule { Rule = $"self.minReplicas + {i} <= self.maxReplicas + {i} || self.names.exists(n, n == self.title)" }).ToArray(),
    };
}
