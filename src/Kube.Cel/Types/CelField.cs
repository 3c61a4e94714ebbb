namespace Kube.Cel;

/// <summary>A field of an object type.</summary>
/// <param name="Name">The name in CEL, escaped where the host's name is no CEL identifier.</param>
/// <param name="HostName">The name in the host's data, such as a JSON property name.</param>
/// <param name="Type">The field's type.</param>
/// <param name="HostIndex">A number of the host's own, such as where the field stands in a table of its own.</param>
/// <remarks>
/// The planner resolves each selection on an object type to its field once; <see cref="CelMap.TryGetField"/> then gets this very object, so
/// that a host can find the value without looking at names again.
/// </remarks>
public sealed record CelField(string Name, string HostName, CelType Type, int HostIndex = 0);
