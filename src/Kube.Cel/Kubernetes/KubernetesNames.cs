namespace Kube.Cel.Kubernetes;

/// <summary>The naming rules of apimachinery 1.36, each giving the server's error texts.</summary>
internal static class KubernetesNames
{
    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainPattern = LabelPattern + "(\\." + LabelPattern + ")*";
    private const string Dns1035Pattern = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string KeyPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string LabelError = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
    private const string SubdomainError = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
    private const string Dns1035Error = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
    private const string KeyError = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    private const string LabelValueError = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    internal static IReadOnlyList<string> Dns1123Label(string name) => Check(
        name, 63, IsLabel(name), IsSubdomain(name) ? "must not contain dots" : Explain(LabelError, LabelPattern, "my-name", "123-abc"));

    internal static IReadOnlyList<string> Dns1123Subdomain(string name) =>
        Check(name, 253, IsSubdomain(name), Explain(SubdomainError, SubdomainPattern, "example.com"));

    internal static IReadOnlyList<string> Dns1035Label(string name) =>
        Check(name, 63, IsLabel(name) && name[0] > '9', Explain(Dns1035Error, Dns1035Pattern, "my-name", "abc-123"));

    internal static IReadOnlyList<string> LabelValue(string value) => Check(
        value, 63, value.Length == 0 || IsKey(value), Explain(LabelValueError, $"({KeyPattern})?", "MyValue", "my_value", "12345"), "bytes");

    /// <summary>A label key: a name, and before it perhaps a subdomain and a slash.</summary>
    internal static IReadOnlyList<string> QualifiedName(string key)
    {
        var parts = key.Split('/');
        var explanation = Explain(KeyError, KeyPattern, "MyName", "my.name", "123-abc");
        if (parts.Length > 2)
            return [$"a valid label key {explanation} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        var errors = new List<string>();
        if (parts.Length == 2)
            errors.AddRange(parts[0].Length == 0 ? ["prefix part must be non-empty"] : Dns1123Subdomain(parts[0]).Select(e => "prefix part " + e));
        var name = parts[parts.Length - 1];
        if (name.Length == 0)
            errors.Add("name part must be non-empty");
        errors.AddRange(Check(name, 63, IsKey(name), explanation, "bytes").Select(e => "name part " + e));
        return errors;
    }

    /// <summary>A name that stands before a generated suffix may end in a dash; the server looks at it with the end replaced.</summary>
    internal static string AsPrefix(string name) =>
        name.Length > 1 && name[name.Length - 1] == '-' ? CutTwoBytes(name) + "a" : name;

    internal static bool IsLabel(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!IsLowerOrDigit(name[i]) && (name[i] != '-' || i == 0 || i == name.Length - 1))
                return false;
        }
        return name.Length > 0;
    }

    internal static bool IsSubdomain(string name) => name.Split('.').All(IsLabel);

    private static bool IsKey(string name) =>
        name.Length > 0 && Re2.Runes.IsAsciiLetterOrDigit(name[0]) && Re2.Runes.IsAsciiLetterOrDigit(name[name.Length - 1])
        && name.All(c => Re2.Runes.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static bool IsLowerOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    // The server cuts bytes; half a character left over is as wrong as a whole one.
    private static string CutTwoBytes(string name) => name.Length < 2 ? "" : name.Substring(0, name.Length - 2) + (name[name.Length - 2] < 0x80 ? "" : "\uFFFD");

    private static IReadOnlyList<string> Check(string text, int maxLength, bool matches, string explanation, string unit = "characters")
    {
        var tooLong = GoText.Utf8Length(text) > maxLength;
        if (!tooLong && matches)
            return [];
        var errors = new List<string>();
        if (tooLong)
            errors.Add($"must be no more than {maxLength} {unit}");
        if (!matches)
            errors.Add(explanation);
        return errors;
    }

    private static string Explain(string message, string pattern, params string[] examples) =>
        $"{message} (e.g. {string.Join(" or ", examples.Select(e => $"'{e}', "))}regex used for validation is '{pattern}')";
}
