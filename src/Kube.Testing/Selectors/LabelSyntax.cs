using System.Text.RegularExpressions;
using Kube.Testing.Http;

namespace Kube.Testing.Selectors;

/// <summary>What label keys and values may be, with the real server's words for what they may not.</summary>
internal static partial class LabelSyntax
{
    public const string NameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public const string PrefixRule =
        "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static void CheckKey(string key)
    {
        var problems = KeyProblems(key).ToList();
        if (problems.Count > 0)
        {
            throw ApiErrors.BadRequest($"unable to parse requirement: key: Invalid value: \"{key}\": {string.Join("; ", problems)}");
        }
    }

    public static void CheckValue(string key, int index, string value)
    {
        var problems = ValueProblems(value).ToList();
        if (problems.Count > 0)
        {
            throw ApiErrors.BadRequest($"unable to parse requirement: values[{index}][{key}]: Invalid value: \"{value}\": {string.Join("; ", problems)}");
        }
    }

    private static IEnumerable<string> KeyProblems(string key)
    {
        var parts = key.Split('/');
        var name = parts[^1];
        switch (parts.Length)
        {
            case 1:
                break;
            case 2:
                if (parts[0].Length == 0)
                {
                    yield return "prefix part must be non-empty";
                }
                else if (!Subdomain().IsMatch(parts[0]))
                {
                    yield return PrefixRule;
                }

                break;
            default:
                yield return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
                yield break;
        }

        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (name.Length > 63)
        {
            yield return "name part must be no more than 63 characters";
        }

        if (!Name().IsMatch(name))
        {
            yield return NameRule;
        }
    }

    private static IEnumerable<string> ValueProblems(string value)
    {
        if (value.Length > 63)
        {
            yield return "must be no more than 63 characters";
        }

        if (value.Length > 0 && !Name().IsMatch(value))
        {
            yield return ValueRule;
        }
    }

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();
}
