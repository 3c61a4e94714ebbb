namespace Kube.Runtime;

/// <summary>What makes two events the same: everything but the time. The note belongs to it, or a changed note would be lost.</summary>
internal sealed record EventKey(
    string ApiVersion, string Kind, string? Namespace, string Name, string? Uid, string? RelatedKind, string? RelatedName, string Type, string Reason, string Action, string Note)
{
    public string Object => $"{Kind} {(Namespace is null ? Name : Namespace + "/" + Name)}";
}
