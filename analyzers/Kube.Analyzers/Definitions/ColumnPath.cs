using System.Globalization;
using Kube.Cel.Checking;
using Kube.Schema.Crds;

namespace Kube.Analyzers;

/// <summary>The JSONPath of a printer column, as far as a schema can tell where it leads.</summary>
/// <remarks>An API server takes any text that starts with a dot; one that it cannot read makes this column and those behind it disappear (crd-rules P4).</remarks>
internal sealed class ColumnPath
{
    private readonly List<string> _steps = [];

    private const string AnyItem = "[]";
    private const string Anything = "**";

    private ColumnPath()
    {
    }

    /// <summary>Reads a path, or says why it is none.</summary>
    public static ColumnPath? TryParse(string path, out string? error)
    {
        var read = new ColumnPath();
        error = null;
        var at = 0;
        while (at < path.Length && error is null)
        {
            if (path[at] == '.') error = read.Field(path, ref at);
            else if (path[at] == '[') error = read.Bracket(path, ref at);
            else error = $"unexpected '{path[at]}'";
        }
        return error is null ? read : null;
    }

    /// <summary>What stands at the end of the path; none where nothing can.</summary>
    /// <param name="root">The schema of the whole object.</param>
    /// <param name="isKnown">Whether the schema tells at all.</param>
    public JsonSchemaProps? Resolve(JsonSchemaProps root, out bool isKnown)
    {
        isKnown = true;
        JsonSchemaProps? at = root;
        for (var i = 0; i < _steps.Count; i++)
        {
            var step = _steps[i];
            if (i == 0 && step is "apiVersion" or "kind" or "metadata" || step == Anything || at.XPreserveUnknownFields == true && !at.Properties.ContainsKey(step))
            {
                isKnown = false;
                return null;
            }
            at = step == AnyItem ? at.Items?.Schema ?? at.AdditionalProperties?.Schema
                : at.Properties.TryGetValue(step, out var property) ? property
                : at.AdditionalProperties?.Schema;
            if (at is null) return null;
        }
        return at;
    }

    /// <summary>What to write in place of a path that leads nowhere.</summary>
    public string Instead(JsonSchemaProps root)
    {
        var at = root;
        foreach (var step in _steps)
        {
            var next = step == AnyItem ? at.Items?.Schema ?? at.AdditionalProperties?.Schema : at.Properties.TryGetValue(step, out var property) ? property : at.AdditionalProperties?.Schema;
            if (next is null)
            {
                return step == AnyItem ? "there is no list where the brackets are"
                    : NearestName.Of(step, at.Properties.Keys) is { } nearest ? $"write '{nearest}' for '{step}'"
                    : at.Properties.IsEmpty ? $"there is nothing below that '{step}' could be" : $"in place of '{step}' there is {string.Join(", ", at.Properties.Keys)}";
            }
            at = next;
        }
        return "it leads nowhere";
    }

    private string? Field(string path, ref int at)
    {
        at++;
        if (at < path.Length && path[at] == '.')
        {
            at++;
            _steps.Add(Anything);
        }
        var name = new System.Text.StringBuilder();
        while (at < path.Length && path[at] is not ('.' or '['))
        {
            if (path[at] == '\\' && at + 1 < path.Length) at++;
            name.Append(path[at++]);
        }
        if (name.Length > 0) _steps.Add(name.ToString() == "*" ? AnyItem : name.ToString());
        return null;
    }

    private string? Bracket(string path, ref int at)
    {
        var end = Closing(path, at);
        if (end < 0) return "'[' is not closed";
        var inner = path.Substring(at + 1, end - at - 1).Trim();
        at = end + 1;
        if (inner.Length >= 2 && inner[0] is '\'' or '"' && inner[inner.Length - 1] == inner[0]) _steps.Add(inner.Substring(1, inner.Length - 2));
        else if (inner == "*" || (inner.StartsWith("?(", StringComparison.Ordinal) && inner.EndsWith(")", StringComparison.Ordinal)) || IsSlice(inner)) _steps.Add(AnyItem);
        else return $"'[{inner}]' is no index, name or filter";
        return null;
    }

    private static bool IsSlice(string text) => text.Split(':') is { Length: <= 3 } parts
        && text.Length > 0 && parts.All(part => part.Trim().Length == 0 || int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));

    // Brackets and quotes in a filter may hold brackets.
    private static int Closing(string path, int from)
    {
        var (depth, quote) = (0, '\0');
        for (var i = from; i < path.Length; i++)
        {
            var c = path[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"') quote = c;
            else if (c == '[') depth++;
            else if (c == ']' && --depth == 0) return i;
        }
        return -1;
    }
}
