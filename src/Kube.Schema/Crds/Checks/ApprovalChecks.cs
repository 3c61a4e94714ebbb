using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>Groups of the Kubernetes project need an annotation that says where they were approved, or that they were not (KEP-1111).</summary>
internal static class ApprovalChecks
{
    private const string Annotation = "api-approved.kubernetes.io";
    private const string SeeAlso = "see https://github.com/kubernetes/enhancements/pull/1111";

    private enum Approval
    {
        Missing,
        Bypassed,
        Approved,
        Invalid,
    }

    public static bool IsProtected(string group) => group is "k8s.io" or "kubernetes.io"
        || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);

    public static void Check(CustomResourceDefinition crd, CustomResourceDefinition? stored, List<FieldError> errors)
    {
        if (!IsProtected(crd.Spec.Group))
        {
            return;
        }

        var approval = ApprovalOf(crd);
        if (stored is not null && ApprovalOf(stored) == approval)
        {
            return;
        }

        var path = FieldPath.Of("metadata", "annotations").Key(Annotation);
        switch (approval)
        {
            case Approval.Missing:
                errors.Add(FieldError.Required(path, $"protected groups must have approval annotation \"{Annotation}\", {SeeAlso}"));
                break;
            case Approval.Invalid:
                errors.Add(FieldError.Invalid(path, Text(crd), $"protected groups must have approval annotation \"{Annotation}\" with either a URL or a reason starting with \"unapproved\", {SeeAlso}"));
                break;
        }
    }

    private static Approval ApprovalOf(CustomResourceDefinition crd) => Text(crd) switch
    {
        "" => Approval.Missing,
        var text when text.StartsWith("unapproved", StringComparison.Ordinal) => Approval.Bypassed,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 && text.Contains("://") => Approval.Approved,
        _ => Approval.Invalid,
    };

    private static string Text(CustomResourceDefinition crd) => crd.Metadata.GetObject("annotations")?.GetString(Annotation) ?? "";
}
