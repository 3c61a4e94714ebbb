using System.Globalization;
using System.Text.RegularExpressions;
using Kube.Schema.Json;
using YamlDotNet.RepresentationModel;

namespace Kube.Conformance.Data;

/// <summary>Reads YAML files as JSON values, plain scalars by YAML 1.2's core schema: <c>10</c> is an integer, <c>10.0</c> a double, <c>yes</c> a string.</summary>
public static partial class YamlFiles
{
    /// <summary>All documents of a file.</summary>
    public static IEnumerable<JsonValue> ReadAll(string path)
    {
        using var reader = new StreamReader(path);
        return ParseAll(reader);
    }

    /// <summary>The only document of a file.</summary>
    public static JsonValue Read(string path) => ReadAll(path).Single();

    /// <summary>The only document of a text.</summary>
    public static JsonValue Parse(string yaml) => ParseAll(new StringReader(yaml)).Single();

    private static List<JsonValue> ParseAll(TextReader reader)
    {
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => Convert(document.RootNode))];
    }

    private static JsonValue Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => JsonObject.From(map.Children.Select(entry => new KeyValuePair<string, JsonValue>(((YamlScalarNode)entry.Key).Value!, Convert(entry.Value)))),
        YamlSequenceNode list => JsonArray.From(list.Children.Select(Convert)),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain => Resolve(plain.Value ?? ""),
        YamlScalarNode quoted => JsonString.Of(quoted.Value ?? ""),
        _ => throw new NotSupportedException($"A YAML node of type {node.NodeType} has no JSON form."),
    };

    private static JsonValue Resolve(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return JsonValue.Null;
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return text[0] is 't' or 'T';
        }

        if (!Number().IsMatch(text))
        {
            return JsonString.Of(text);
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? JsonValue.Of(integer)
            : JsonValue.Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
