using System.Collections.Immutable;
using System.Globalization;
using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Rules;
using Kube.Schema.Validation;

namespace Kube.Analyzers;

/// <summary>Something that an API server refuses of a CRD.</summary>
/// <param name="Reading">The class that is to blame.</param>
/// <param name="Error">What the server says.</param>
/// <param name="Steps">The steps of the error's path.</param>
/// <param name="InSchema">Where among the steps the way through the schema starts; -1 where the error is not about a schema.</param>
internal sealed record Refusal(ResourceReading Reading, FieldError Error, ImmutableArray<PathStep> Steps, int InSchema);

/// <summary>What an API server would say of a CRD, less what a more precise diagnostic says already.</summary>
internal static class ServerVerdict
{
    private const string SchemaField = "openAPIV3Schema";

    private const string RulesKeyword = ".x-kubernetes-validations[";

    /// <summary>The errors of the whole CRD, each with the class that made it.</summary>
    /// <param name="definition">The CRD with all its versions.</param>
    /// <param name="server">The oldest server that has to accept it.</param>
    public static IReadOnlyList<Refusal> Of(JoinedDefinition definition, KubernetesVersion server)
    {
        var errors = CrdValidation.Validate(CrdDefaulting.ForCreate(definition.Crd), server);
        var told = definition.Versions.ToDictionary(version => version, version => new Told(version));
        return [.. errors.SelectMany(error => Refusals(error, definition)).Where(refusal => !told[refusal.Reading].Covers(refusal) && !Follows(refusal, errors))];
    }

    /// <summary>The rule that an error is about; none where it is about none that was written in an attribute.</summary>
    public static RuleReport? RuleOf(Refusal refusal) =>
        refusal.Reading.Rules.FirstOrDefault(report => refusal.Reading.Findings.OriginOf(report.Rule) is not null && Inside(refusal).StartsWith(Path(report), StringComparison.Ordinal));

    /// <summary>Where the server sees a rule, from the schema's root.</summary>
    private static string Path(RuleReport report)
    {
        var path = "";
        foreach (var step in report.Node.Steps)
            path += step switch { "[]" => ".items", "{}" => ".additionalProperties", _ => $".properties[{step}]" };
        return path + RulesKeyword + report.Index.ToString(CultureInfo.InvariantCulture) + "].";
    }

    private static string Inside(Refusal refusal)
    {
        var path = refusal.Error.Path;
        var start = path.IndexOf(SchemaField, StringComparison.Ordinal);
        return start < 0 ? "" : path.Substring(start + SchemaField.Length);
    }

    private static IEnumerable<Refusal> Refusals(FieldError error, JoinedDefinition definition)
    {
        var steps = SchemaTrail.Steps(error.Place);
        var inSchema = 1 + steps.IndexOf(new PathStep(SchemaField, false));
        IEnumerable<ResourceReading> readings = steps switch
        {
            [{ Name: "spec" }, { Name: "versions" }, { IsBracketed: true, Name: var index }, ..] => [definition.Versions[int.Parse(index, CultureInfo.InvariantCulture)]],
            // What all versions have in common each of them has to mend.
            [{ Name: "spec" }, { Name: "validation" or "subresources" or "additionalPrinterColumns" or "selectableFields" }, ..] => definition.Versions,
            [{ Name: "metadata" }, ..] => definition.Versions.Where(version => MakesMetadata(version, error)).DefaultIfEmpty(definition.Stored).Take(1),
            [{ Name: "spec" }, { Name: "conversion" }, ..] => [definition.Versions.FirstOrDefault(version => version.Model!.Crd.Conversion == definition.Crd.Spec.Conversion) ?? definition.Stored],
            _ => [definition.Stored],
        };
        return readings.Select(reading => new Refusal(reading, error, steps, inSchema > 0 ? inSchema : -1));
    }

    private static bool MakesMetadata(ResourceReading reading, FieldError error)
    {
        var written = reading.Model!.Crd.Metadata;
        return new[] { "labels", "annotations" }.Any(key => written.GetObject(key) is { } entries
            && entries.Any(entry => error.Value is Schema.Json.JsonString text && (entry.Key == text.Value || Equals(entry.Value, text))));
    }

    /// <summary>What only repeats another error: the CRD's name is made of plural and group, and the first version is told twice; agreement of versions has its own diagnostic.</summary>
    private static bool Follows(Refusal refusal, IReadOnlyList<FieldError> all) => refusal.Steps switch
    {
        [{ Name: "metadata" }, { Name: "name" }] => all.Any(error => error.Path is "spec.group" or "spec.names.plural"),
        [{ Name: "spec" }, { Name: "version" }] => true,
        [{ Name: "spec" }, { Name: "versions" }] or [{ Name: "status" }, ..] => true,
        _ => false,
    };

    /// <summary>The CEL problems that are told at the rules' own characters.</summary>
    private sealed class Told
    {
        private readonly string[] _rules;
        private readonly bool _isCost;

        public Told(ResourceReading reading)
        {
            RuleReport[] reports = [.. reading.Rules.Where(report => !report.Problems.IsEmpty && reading.Findings.OriginOf(report.Rule) is not null)];
            _rules = [.. reports.Select(Path)];
            _isCost = reports.Any(report => report.Problems.Any(problem => problem.Kind == RuleProblemKind.Cost));
        }

        public bool Covers(Refusal refusal)
        {
            if (refusal.InSchema < 0) return false;
            var inside = Inside(refusal);
            return Array.Exists(_rules, rule => inside.StartsWith(rule, StringComparison.Ordinal)) || (_isCost && IsAboutCost(refusal.Error, inside));
        }

        /// <summary>One rule over budget puts the sum over budget too, and the server blames the schema and the other dear rules besides.</summary>
        private static bool IsAboutCost(FieldError error, string inside) =>
            error.Kind == FieldErrorKind.Forbidden && (inside.Length == 0 || inside.IndexOf(RulesKeyword, StringComparison.Ordinal) >= 0);
    }
}
