using System.Text;
using System.Text.Json;

namespace Kube.Runtime;

/// <summary>Paths of names and indexes, as people write them for <c>kubectl wait</c>.</summary>
internal static class FieldPath
{
    /// <summary>From <c>.status.ingress[0].ip</c> (braces and <c>$</c> allowed) to <c>/status/ingress/0/ip</c>.</summary>
    public static JsonPointer ToPointer(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var text = path.AsSpan().Trim();
        if (text is ['{', .., '}'])
            text = text[1..^1];
        if (text is ['$', ..])
            text = text[1..];
        var pointer = new StringBuilder();
        while (!text.IsEmpty)
        {
            var isIndex = text[0] == '[';
            if (!isIndex && text[0] != '.')
                throw Unfit(path);
            var end = isIndex ? text.IndexOf(']') : text[1..].IndexOfAny('.', '[') is var at and >= 0 ? at + 1 : text.Length;
            if (end < 1)
                throw Unfit(path);
            var part = text[1..end];
            if (isIndex && part is ['\'', .., '\''])
                part = part[1..^1];
            else if (isIndex && !int.TryParse(part, out _))
                throw Unfit(path);
            if (part.IsEmpty)
                throw Unfit(path);
            pointer.Append('/').Append(part.ToString().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            text = text[(isIndex ? end + 1 : end)..];
        }
        return JsonPointer.Parse(pointer.ToString());
    }

    /// <summary>The value there as text; <see langword="null"/> when there is none.</summary>
    public static string? TextAt<T>(T value, JsonPointer pointer) where T : class, IKubeObject<T> =>
        (value as DynamicResource ?? DynamicResource.From(value)).Find(pointer) switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } other => other.GetRawText(),
        };

    private static FormatException Unfit(string path) =>
        new($"'{path}' is no path of names and indexes, such as .status.phase or .status.ingress[0].ip or .metadata.labels['example.com/a'].");
}
