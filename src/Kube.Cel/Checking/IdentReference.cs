namespace Kube.Cel.Checking;

/// <summary>What a name stands for.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Type">The static type.</param>
/// <param name="Slot">For a declared variable, its place in the activation; -1 otherwise.</param>
/// <param name="TypeValue">For a name of a type, that type.</param>
internal sealed record IdentReference(string Name, CelType Type, int Slot, CelType? TypeValue);
