using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kube.Client;

/// <summary>The fields of one YAML mapping, read by name; what does not fit is an error with its line and column.</summary>
internal readonly struct YamlFields(YamlMappingNode? node, string? path)
{
    public YamlMappingNode? Node => node;

    /// <summary>The node of a field, or null where the field is absent or null.</summary>
    public YamlNode? Find(string name) =>
        node is not null && node.Children.TryGetValue(new YamlScalarNode(name), out var value) && !IsNull(value) ? value : null;

    public string? String(string name) => Find(name) is { } value ? Text(value, name) : null;

    public string Required(string name, string owner) =>
        String(name) is { Length: > 0 } value ? value : throw Error(node!, $"{owner} has no {name}");

    public bool Bool(string name) => Find(name) is { } value && Text(value, name) switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        var other => throw Error(value, $"{name} must be true or false, not '{other}'"),
    };

    public ReadOnlyMemory<byte>? Base64(string name)
    {
        if (Find(name) is not { } value || Text(value, name) is not { Length: > 0 } text) return null;
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw Error(value, $"{name} is not base64", e);
        }
    }

    public YamlFields Map(string name) => Find(name) switch
    {
        null => new YamlFields(null, path),
        YamlMappingNode map => new YamlFields(map, path),
        var other => throw Error(other, $"{name} must be a mapping"),
    };

    public IEnumerable<YamlNode> List(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var other => throw Error(other, $"{name} must be a list"),
    };

    public IEnumerable<YamlFields> Maps(string name)
    {
        foreach (var item in List(name))
            yield return item is YamlMappingNode map ? new YamlFields(map, path) : throw Error(item, $"an item of {name} must be a mapping");
    }

    public IReadOnlyList<string> Strings(string name)
    {
        var strings = new List<string>();
        foreach (var item in List(name)) strings.Add(Text(item, name));
        return strings;
    }

    public IReadOnlyDictionary<string, string> StringMap(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Map(name).Node is { } found)
            foreach (var (key, value) in found.Children) map[Text(key, name)] = IsNull(value) ? "" : Text(value, name);
        return map;
    }

    public IReadOnlyDictionary<string, JsonElement> Extensions()
    {
        var extensions = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var item in Maps("extensions"))
            if (item.Find("extension") is { } body) extensions.TryAdd(item.Required("name", "an extension"), YamlToJson.Convert(body));
        return extensions.Count == 0 ? KubeConfigExtensions.None : extensions;
    }

    public KubeConfigException Error(YamlNode at, string message, Exception? cause = null) =>
        new(message, path ?? "kubeconfig", at.Start.Line, at.Start.Column, cause);

    private string Text(YamlNode value, string name) =>
        value is YamlScalarNode scalar ? scalar.Value ?? "" : throw Error(value, $"{name} must be text, not a {(value is YamlSequenceNode ? "list" : "mapping")}");

    private static bool IsNull(YamlNode value) => value is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };
}

/// <summary>A YAML node as JSON, plain scalars by the core schema of YAML 1.2; enough for the extensions of a kubeconfig.</summary>
internal static class YamlToJson
{
    public static JsonElement Convert(YamlNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, node, depth: 0);
        buffer.Position = 0;
        using var document = JsonDocument.Parse(buffer);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, int depth)
    {
        // An anchor may hold itself; a limit ends that, and honest extensions are nowhere near it.
        if (depth > 64) throw new KubeConfigException("an extension is nested deeper than 64 levels, or an anchor contains itself", "kubeconfig", node.Start.Line, node.Start.Column);
        switch (node)
        {
            case YamlMappingNode map:
                writer.WriteStartObject();
                foreach (var (key, value) in map.Children)
                {
                    writer.WritePropertyName((key as YamlScalarNode)?.Value ?? "");
                    Write(writer, value, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case YamlSequenceNode list:
                writer.WriteStartArray();
                foreach (var item in list.Children) Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                WritePlain(writer, scalar.Value ?? "");
                break;
            default:
                writer.WriteStringValue(((YamlScalarNode)node).Value);
                break;
        }
    }

    private static void WritePlain(Utf8JsonWriter writer, string text)
    {
        if (text is "" or "~" or "null") writer.WriteNullValue();
        else if (text is "true" or "false") writer.WriteBooleanValue(text == "true");
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) writer.WriteNumberValue(whole);
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)) writer.WriteNumberValue(real);
        else writer.WriteStringValue(text);
    }
}
