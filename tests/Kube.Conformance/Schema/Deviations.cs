namespace Kube.Conformance.Schema;

/// <summary>Where Kube.Schema does not do what the data says, each with its reason. Short, and reviewed with every change.</summary>
internal static class Deviations
{
    private static readonly Dictionary<string, string> Cases = new()
    {
        ["crd-validation/selectable-fields: selectableFields with duplicate jsonPaths are invalid"] =
            "The upstream test builds the internal type by hand. Out of a v1 CRD the equal selectableFields of both versions move to the top, where the server refuses them because the schemas differ.",
    };

    private static readonly Dictionary<string, string> Steps = [];

    public static void SkipCase(string file, string name) => Assert.SkipWhen(Cases.TryGetValue($"{file}: {name}", out var reason), reason ?? "");

    /// <summary>Why step <paramref name="step"/> of a recording is not compared; none where it is.</summary>
    public static string? OfStep(string recording, int step) => Steps.GetValueOrDefault($"{recording}#{step}");
}
