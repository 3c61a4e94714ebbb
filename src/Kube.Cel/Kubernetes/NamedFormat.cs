using System.Diagnostics.CodeAnalysis;

namespace Kube.Cel.Kubernetes;

/// <summary>A format of CEL's <c>format</c> library: <c>format.dns1123Label().validate(s)</c>.</summary>
public sealed class NamedFormat
{
    private static readonly Dictionary<string, NamedFormat> Table = new NamedFormat[]
    {
        new("dns1123Label", "DNS1123Label", 30, KubernetesNames.Dns1123Label),
        new("dns1123Subdomain", "DNS1123Subdomain", 60, KubernetesNames.Dns1123Subdomain),
        new("dns1035Label", "DNS1035Label", 30, KubernetesNames.Dns1035Label),
        new("qualifiedName", "QualifiedName", 60, KubernetesNames.QualifiedName),
        new("dns1123LabelPrefix", "DNS1123LabelPrefix", 30, s => KubernetesNames.Dns1123Label(KubernetesNames.AsPrefix(s))),
        new("dns1123SubdomainPrefix", "DNS1123SubdomainPrefix", 60, s => KubernetesNames.Dns1123Subdomain(KubernetesNames.AsPrefix(s))),
        new("dns1035LabelPrefix", "DNS1035LabelPrefix", 30, s => KubernetesNames.Dns1035Label(KubernetesNames.AsPrefix(s))),
        new("labelValue", "LabelValue", 40, KubernetesNames.LabelValue),
        new("uri", "URI", 1103, s => Url.IsValid(s, out var error) ? [] : [error]),
        new("uuid", "uuid", 70, s => Check("uuid", s, "does not match the UUID format")),
        new("byte", "byte", 84, s => Check("byte", s, "invalid base64")),
        new("date", "date", 71, s => Check("date", s, "invalid date")),
        new("datetime", "datetime", 71, s => Check("datetime", s, "invalid datetime")),
    }.ToDictionary(f => f.FunctionName, StringComparer.Ordinal);

    private readonly Func<string, IReadOnlyList<string>> _validate;

    private NamedFormat(string functionName, string name, int maxRegexSize, Func<string, IReadOnlyList<string>> validate) =>
        (FunctionName, Name, MaxRegexSize, _validate) = (functionName, name, maxRegexSize, validate);

    /// <summary>All formats.</summary>
    public static IReadOnlyCollection<NamedFormat> All => Table.Values;

    /// <summary>The name in CEL: <c>format.</c> and this, or the argument of <c>format.named</c>.</summary>
    public string FunctionName { get; }

    /// <summary>The name that the server gives the format's value.</summary>
    public string Name { get; }

    /// <summary>The length of a pattern with which the server reckons the cost of validating.</summary>
    public int MaxRegexSize { get; }

    /// <summary>Finds a format.</summary>
    /// <param name="functionName">Its name in CEL, such as <c>dns1123Label</c>.</param>
    /// <param name="format">The format.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryGet(string functionName, [NotNullWhen(true)] out NamedFormat? format) =>
        Table.TryGetValue(functionName, out format);

    /// <summary>Checks a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The server's error texts; none when the text is of the format.</returns>
    public IReadOnlyList<string> Validate(string text) => _validate(text ?? throw new ArgumentNullException(nameof(text)));

    private static IReadOnlyList<string> Check(string format, string text, string error) =>
        StringFormats.IsValid(format, text) ? [] : [error];
}
