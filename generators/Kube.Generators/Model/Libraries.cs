namespace Kube.Generators.Model;

/// <summary>Which of our libraries a compilation references beside Kube.Core: what generated code may use.</summary>
/// <param name="HasClient">Kube.Client: resources get factories on the client.</param>
/// <param name="HasValidation">Kube.Validation: resources can be checked in the process.</param>
internal sealed record Libraries(bool HasClient, bool HasValidation);
