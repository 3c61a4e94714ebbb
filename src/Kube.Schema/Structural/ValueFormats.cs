using Kube.Cel.Re2;
using Kube.Schema.Crds;
using Kube.Schema.Metadata;

namespace Kube.Schema.Structural;

/// <summary>The <c>format</c>s that an API server enforces, and what a string of each must be.</summary>
/// <remarks>Dashes in a format's name do not count. Formats of numbers are a matter of their range.</remarks>
public static class ValueFormats
{
    private static readonly Dictionary<string, Func<string, bool>> Checks = new(StringComparer.Ordinal)
    {
        ["bsonobjectid"] = Matching("^[0-9a-fA-F]{24}$"),
        ["uri"] = NetworkFormats.IsRequestUri,
        ["email"] = NetworkFormats.IsEmail,
        ["hostname"] = NetworkFormats.IsHostname,
        ["ipv4"] = text => NetworkFormats.IsIPv4(text, leadingZeros: true),
        ["ipv6"] = NetworkFormats.IsIPv6,
        ["cidr"] = NetworkFormats.IsCidr,
        ["mac"] = NetworkFormats.IsMac,
        ["uuid"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$"),
        ["uuid3"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$"),
        ["uuid4"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"),
        ["uuid5"] = Matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"),
        ["isbn"] = text => NumberedFormats.IsIsbn10(text) || NumberedFormats.IsIsbn13(text),
        ["isbn10"] = NumberedFormats.IsIsbn10,
        ["isbn13"] = NumberedFormats.IsIsbn13,
        ["creditcard"] = NumberedFormats.IsCreditCard,
        ["ssn"] = Matching("^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}$"),
        ["hexcolor"] = Matching("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"),
        ["rgbcolor"] = Matching("^rgb\\(\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])(\\s*,\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])){2}\\s*\\)$"),
        ["byte"] = Matching("^(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=|[A-Za-z0-9+\\/]{4})$"),
        ["password"] = _ => true,
        ["date"] = TimeFormats.IsDate,
        ["datetime"] = TimeFormats.IsDateTime,
        ["duration"] = TimeFormats.IsDuration,
        ["k8sshortname"] = text => NameRules.IsDns1123Label(text).Count == 0,
        ["k8slongname"] = text => NameRules.IsDns1123Subdomain(text).Count == 0,
    };

    /// <summary>The names of all formats of strings that are enforced, without dashes.</summary>
    public static IReadOnlyCollection<string> Names => Checks.Keys;

    /// <summary>Whether an API server (1.36) enforces <paramref name="format"/> on values of <paramref name="type"/>; otherwise it warns <c>unrecognized format</c>.</summary>
    /// <param name="format">The schema's <c>format</c>.</param>
    /// <param name="type">The schema's <c>type</c>, empty for none and for int-or-string.</param>
    public static bool IsRecognized(string format, string type) => type switch
    {
        "" or "string" => Checks.ContainsKey(format.Replace("-", "")),
        "integer" => format is "int32" or "int64",
        "number" => format is "float" or "double",
        _ => false,
    };

    /// <summary>Whether <paramref name="text"/> is of <paramref name="format"/>; true for formats that are not enforced.</summary>
    public static bool Matches(string format, string text) => Find(format) is not { } check || check(text);

    internal static string? Recognized(JsonSchemaProps schema) =>
        string.IsNullOrEmpty(schema.Format) || !IsRecognized(schema.Format!, schema.XIntOrString ? "" : schema.Type ?? "") ? null : schema.Format;

    internal static Func<string, bool>? Find(string format) => Checks.TryGetValue(format.Replace("-", ""), out var check) ? check : null;

    // Compiled at the first use: most programs need only a few of these.
    private static Func<string, bool> Matching(string pattern)
    {
        var regex = new Lazy<Re2Regex>(() => Re2Regex.Parse(pattern));
        return text => regex.Value.IsMatch(text);
    }
}
