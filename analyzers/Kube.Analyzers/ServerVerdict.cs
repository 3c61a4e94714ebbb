using System.Globalization;
using Kube.Generators.Model;
using Kube.Generators.Parsing;
using Kube.Schema.Crds;
using Kube.Schema.Rules;
using Kube.Schema.Validation;

namespace Kube.Analyzers;

/// <summary>What an API server would say of a resource's CRD, less what a more precise diagnostic says already.</summary>
internal static class ServerVerdict
{
    private const string Schema = "spec.validation.openAPIV3Schema";

    private const string RulesKeyword = ".x-kubernetes-validations[";

    /// <summary>The errors of the CRD that has this resource's version alone.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="reports">Its rules, analyzed.</param>
    /// <param name="findings">Knows which of the rules were written in attributes.</param>
    public static IEnumerable<FieldError> Of(ResourceModel resource, IReadOnlyList<RuleReport> reports, Findings findings)
    {
        var crd = CrdModel.Join([resource.Crd])[0].Build();
        string[] told = [.. reports.Where(report => !report.Problems.IsEmpty && findings.OriginOf(report.Rule) is not null).Select(Path)];
        var isCostTold = reports.Any(report => report.Problems.Any(problem => problem.Kind == RuleProblemKind.Cost) && findings.OriginOf(report.Rule) is not null);
        return CrdValidation.Validate(CrdDefaulting.ForCreate(crd))
            .Where(error => !told.Any(path => error.Path.StartsWith(path, StringComparison.Ordinal)) && !(isCostTold && IsAboutCost(error)));
    }

    /// <summary>One rule over budget puts the sum over budget too, and the server blames the schema and the other dear rules besides.</summary>
    private static bool IsAboutCost(FieldError error) =>
        error.Kind == FieldErrorKind.Forbidden && (error.Path == Schema || error.Path.IndexOf(RulesKeyword, StringComparison.Ordinal) >= 0);

    /// <summary>Where the server sees a rule.</summary>
    private static string Path(RuleReport report)
    {
        var path = Schema;
        foreach (var step in report.Node.Steps)
            path += step switch { "[]" => ".items", "{}" => ".additionalProperties", _ => $".properties[{step}]" };
        return path + RulesKeyword + report.Index.ToString(CultureInfo.InvariantCulture) + "].";
    }
}
