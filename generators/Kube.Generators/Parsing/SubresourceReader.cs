using Kube.Schema.Crds;

namespace Kube.Generators.Parsing;

/// <summary>Reads which subresources a resource has; the paths of <c>/scale</c> are those of the members marked <c>[Scale]</c>.</summary>
internal static class SubresourceReader
{
    public static CustomResourceSubresources? Read(Mark[] marks, bool hasStatus)
    {
        string? spec = null, status = null, selector = null;
        foreach (var mark in marks)
        {
            if (!mark.Annotations.IsScale) continue;
            if (mark.Schema.Type == "string") selector ??= mark.Path;
            else if (mark.Path.StartsWith(".spec.", StringComparison.Ordinal)) spec ??= mark.Path;
            else status ??= mark.Path;
        }
        var scale = spec is null || status is null ? null : new CustomResourceSubresourceScale { SpecReplicasPath = spec, StatusReplicasPath = status, LabelSelectorPath = selector };
        return hasStatus || scale is not null ? new CustomResourceSubresources { Status = hasStatus, Scale = scale } : null;
    }
}
