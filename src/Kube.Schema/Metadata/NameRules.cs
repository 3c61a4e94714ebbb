using System.Globalization;

namespace Kube.Schema.Metadata;

/// <summary>The forms of names in Kubernetes. Each check returns the server's messages, none for a good name.</summary>
public static class NameRules
{
    private const string Dns1123Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string LabelKeyPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    /// <summary>A DNS-1123 label: <c>a-z 0-9 -</c>, at most 63. Namespaces.</summary>
    public static IReadOnlyList<string> IsDns1123Label(string value) => Messages(
        TooLong(value, 63),
        IsLabel(value, digitFirst: true) ? null
            : IsSubdomain(value) ? "must not contain dots"
            : Pattern("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", Dns1123Label, "my-name", "123-abc"));

    /// <summary>A DNS-1123 subdomain: labels joined by dots, at most 253. The names of most objects.</summary>
    public static IReadOnlyList<string> IsDns1123Subdomain(string value) => Messages(
        TooLong(value, 253),
        IsSubdomain(value) ? null : Pattern(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
            $"{Dns1123Label}(\\.{Dns1123Label})*",
            "example.com"));

    /// <summary>A DNS-1035 label: <c>a-z 0-9 -</c>, a letter first, at most 63. Plurals, versions, short names.</summary>
    public static IReadOnlyList<string> IsDns1035Label(string value) => Messages(
        TooLong(value, 63),
        IsLabel(value, digitFirst: false) ? null : Pattern(
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
            "[a-z]([-a-z0-9]*[a-z0-9])?",
            "my-name",
            "abc-123"));

    /// <summary>A label's key, also called qualified name: an optional domain and <c>/</c>, then a name of at most 63. Labels, annotations (in lower case), finalizers.</summary>
    public static IReadOnlyList<string> IsLabelKey(string value)
    {
        const string Must = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
        var parts = value.Split('/');
        if (parts.Length > 2)
        {
            return ["a valid label key " + Pattern(Must, LabelKeyPattern, "MyName", "my.name", "123-abc") + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var messages = new List<string>();
        if (parts.Length == 2)
        {
            messages.AddRange((parts[0].Length == 0 ? ["must be non-empty"] : IsDns1123Subdomain(parts[0])).Select(message => "prefix part " + message));
        }

        var name = parts[parts.Length - 1];
        messages.AddRange(Messages(
            name.Length == 0 ? "must be non-empty" : TooLong(name, 63, "bytes"),
            IsQualified(name) ? null : Pattern(Must, LabelKeyPattern, "MyName", "my.name", "123-abc")).Select(message => "name part " + message));
        return messages;
    }

    /// <summary>A label's value: empty, or at most 63 of letters, digits, <c>- _ .</c>.</summary>
    public static IReadOnlyList<string> IsLabelValue(string value) => Messages(
        TooLong(value, 63, "bytes"),
        value.Length == 0 || IsQualified(value) ? null : Pattern(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
            $"({LabelKeyPattern})?",
            "MyValue",
            "my_value",
            "12345"));

    /// <summary>What may stand between two slashes of a URL: the least any name must be.</summary>
    public static IReadOnlyList<string> IsPathSegment(string value, bool prefix = false) =>
        !prefix && value is "." or ".."
            ? [$"may not be '{value}'"]
            : Messages(value.Contains("/") ? "may not contain '/'" : null, value.Contains("%") ? "may not contain '%'" : null);

    /// <summary>A subdomain, or the beginning of one to which a suffix will be added (<c>generateName</c>).</summary>
    public static IReadOnlyList<string> IsObjectName(string value, bool prefix) =>
        // Go replaces the last two characters, not one, so the length it judges is one less; that is kept.
        IsDns1123Subdomain(prefix && value.Length > 1 && value[value.Length - 1] == '-' ? value.Substring(0, value.Length - 2) + "a" : value);

    internal static string MustBeBetween(int low, int high) => string.Format(CultureInfo.InvariantCulture, "must be between {0} and {1}, inclusive", low, high);

    // Bytes are counted always; only the rules for labels say so.
    private static string? TooLong(string value, int most, string unit = "characters") =>
        System.Text.Encoding.UTF8.GetByteCount(value) > most ? $"must be no more than {most.ToString(CultureInfo.InvariantCulture)} {unit}" : null;

    private static string Pattern(string must, string pattern, params string[] examples) =>
        $"{must} (e.g. {string.Join(" or ", examples.Select(example => $"'{example}', "))}regex used for validation is '{pattern}')";

    private static IReadOnlyList<string> Messages(string? first, string? second) => (first, second) switch
    {
        (null, null) => [],
        (not null, null) => [first],
        (null, not null) => [second],
        _ => [first!, second!],
    };

    private static bool IsSubdomain(string value) => value.Split('.').All(part => IsLabel(part, digitFirst: true));

    private static bool IsLabel(string value, bool digitFirst) =>
        value.Length > 0
        && (IsLower(value[0]) || (digitFirst && IsDigit(value[0])))
        && value[value.Length - 1] != '-'
        && value.All(unit => IsLower(unit) || IsDigit(unit) || unit == '-');

    private static bool IsQualified(string value) =>
        value.Length > 0
        && IsAlphanumeric(value[0])
        && IsAlphanumeric(value[value.Length - 1])
        && value.All(unit => IsAlphanumeric(unit) || unit is '-' or '_' or '.');

    private static bool IsAlphanumeric(char unit) => IsLower(unit) || IsDigit(unit) || unit is >= 'A' and <= 'Z';

    private static bool IsLower(char unit) => unit is >= 'a' and <= 'z';

    private static bool IsDigit(char unit) => unit is >= '0' and <= '9';
}
