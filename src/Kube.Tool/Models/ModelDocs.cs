namespace Kube.Tool.Models;

/// <summary>Documentation in our own words, only where a name does not say it already.</summary>
internal static class ModelDocs
{
    private static readonly Dictionary<string, string> ByMember = new(StringComparer.Ordinal)
    {
        ["spec"] = "What is wanted.",
        ["status"] = "What was last observed; written by controllers.",
        ["conditions"] = "Aspects of its state.",
        ["observedGeneration"] = "The <c>metadata.generation</c> the status was made from.",
        ["labels"] = "Short values to select by.",
        ["annotations"] = "Values that are not selected by.",
        ["selector"] = "Which objects it is about.",
        ["replicas"] = "How many there shall be, or are.",
        ["minReadySeconds"] = "Seconds a new pod must be ready to count as available.",
        ["revisionHistoryLimit"] = "How many old revisions are kept.",
        ["progressDeadlineSeconds"] = "Seconds after which a rollout without progress is reported as failed.",
        ["template"] = "What the pods, or objects, made from it look like.",
        ["lastTransitionTime"] = "When the status of the condition last changed.",
        ["reason"] = "Why, one CamelCase word for programs.",
        ["message"] = "Why, for people.",
        ["resourceVersion"] = "The version of the object that is meant.",
        ["uid"] = "The UID of the object that is meant.",
        ["namespace"] = "The namespace of the object that is meant.",
        ["apiGroup"] = "The API group of the object that is meant; empty for the core group.",
        ["stringData"] = "Texts by key; the server moves them into <c>data</c> and never answers them.",
        ["caBundle"] = "PEM certificates the server is verified with.",
        ["terminationGracePeriodSeconds"] = "Seconds a pod has to end by itself.",
        ["activeDeadlineSeconds"] = "Seconds after which it is ended.",
        ["ttlSecondsAfterFinished"] = "Seconds after its end at which it is deleted.",
        ["backoffLimit"] = "How many failures end it.",
        ["imagePullPolicy"] = "<c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.",
        ["restartPolicy"] = "<c>Always</c>, <c>OnFailure</c> or <c>Never</c>.",
        ["nodeName"] = "The node it runs on, or is about.",
        ["serviceAccountName"] = "Whose rights it has in the cluster.",
        ["immutable"] = "Whether its data can never change again.",
        ["holderIdentity"] = "Who holds it.",
        ["renewTime"] = "When the holder last renewed it.",
        ["leaseDurationSeconds"] = "Seconds after the last renewal that others must wait.",
    };

    /// <summary>One sentence about a type.</summary>
    public static string Summary(ModelType type)
    {
        if (type.Kind is { } kind)
        {
            var version = kind.Group.Length == 0 ? "core/" + kind.Version : kind.Group + "/" + kind.Version;
            if (type.Resource is not { } resource) return $"{kind.Kind} ({version}), the body of a subresource.";
            var shortNames = resource.ShortNames.Count == 0 ? "" : $" ({string.Join(", ", resource.ShortNames)})";
            return $"{kind.Kind} ({version}), {(resource.IsNamespaced ? "namespaced" : "cluster-scoped")}: <c>{resource.Plural}</c>{shortNames}.";
        }
        return type.Name switch
        {
            var name when name.EndsWith("Spec", StringComparison.Ordinal) => $"What is wanted of a {Owner(name, "Spec")}.",
            var name when name.EndsWith("Status", StringComparison.Ordinal) => $"What was observed of a {Owner(name, "Status")}.",
            var name when name.EndsWith("Condition", StringComparison.Ordinal) => $"One aspect of the state of a {Owner(name, "Condition")}.",
            _ => $"Part of the objects of {type.Folder.Replace(".v", "/v", StringComparison.Ordinal)}.",
        };
    }

    /// <summary>What a server lets be done with a resource, where that is not everything.</summary>
    public static string? Remarks(ModelType type) => type.Resource switch
    {
        null => null,
        { Verbs: var verbs } when !verbs.Contains("list") => $"A server only answers {string.Join(", ", verbs)}.",
        { Verbs: var verbs } when !verbs.Contains("create") => $"A server makes these itself; it answers {string.Join(", ", verbs)}.",
        _ => null,
    };

    /// <summary>The documentation of a member, or <see langword="null"/>.</summary>
    public static string? Member(ModelType type, ModelMember member)
    {
        if (type.Kind is not null && member.JsonName == "metadata") return "/// <inheritdoc/>";
        var text = ByMember.GetValueOrDefault(member.JsonName);
        if (member.MapKeys.Count > 0) text = $"{(text is null ? "" : text + " ")}Merged by {string.Join(" and ", member.MapKeys.Select(k => $"<c>{k}</c>"))} in an apply.";
        return text is null ? null : $"/// <summary>{text}</summary>";
    }

    private static string Owner(string name, string suffix) => $"<c>{name[..^suffix.Length]}</c>";
}
