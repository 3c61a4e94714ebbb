using System.Collections.Frozen;
using Kube.Schema.Json;

namespace Kube.Testing.Typing;

/// <summary>The shapes of the built-in API types, read from <c>built-in-types.txt</c>.</summary>
/// <remarks>
/// The table is made by <c>kube models --server-tables</c>.
/// One type a line: its name, then its fields as <c>name:type</c>, required ones <c>name!:type</c>. Types: <c>s i n b o *</c> for string, integer, number,
/// boolean, free object, anything, with <c>&lt;format&gt;</c>; <c>@Name</c> a named type; <c>[T]</c> a list; <c>{T}</c> a dictionary. After it <c>/atomic</c>,
/// <c>/set</c>, <c>/map(keys)</c> (how it merges in server-side apply) and <c>~strategy(key)</c> (in a strategic merge patch).
/// </remarks>
internal static class BuiltInTypes
{
    public const string ObjectMeta = "meta.v1.ObjectMeta";

    // In Go these two fields have defaults, and they are keys of lists; the OpenAPI document does not say so.
    private static readonly FrozenDictionary<string, JsonValue> ProtocolDefault =
        new Dictionary<string, JsonValue> { ["protocol"] = "TCP" }.ToFrozenDictionary();

    private static readonly Lazy<FrozenDictionary<string, Shape>> Table = new(Read);

    /// <summary>The shape of a named type.</summary>
    public static Shape Get(string name) => Table.Value.TryGetValue(name, out var shape) ? shape : Shape.Any;

    public static IEnumerable<string> Names => Table.Value.Keys;

    private static FrozenDictionary<string, Shape> Read()
    {
        var shapes = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var line in TableFile.Lines("built-in-types.txt"))
        {
            var space = line.IndexOf(' ');
            var head = space < 0 ? line : line[..space];
            var rest = space < 0 ? "" : line[(space + 1)..];
            var slash = head.IndexOf('/');
            var name = slash < 0 ? head : head[..slash];
            shapes.Add(name, rest.StartsWith("= ", StringComparison.Ordinal) ? TypeText.Parse(rest[2..]) : ReadStruct(rest, isAtomic: slash >= 0));
        }

        return shapes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static Shape ReadStruct(string text, bool isAtomic)
    {
        var fields = new Dictionary<string, Shape>(StringComparer.Ordinal);
        var required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = field.IndexOf(':');
            var name = field[..colon];
            if (name.EndsWith('!'))
            {
                name = name[..^1];
                required.Add(name);
            }

            fields.Add(name, TypeText.Parse(field[(colon + 1)..]));
        }

        // A type without fields (a raw extension, a FieldsV1) is free.
        return fields.Count == 0
            ? new Shape { Kind = ShapeKind.Map, Element = Shape.Any, IsAtomic = isAtomic }
            : new Shape { Kind = ShapeKind.Map, Fields = fields.ToFrozenDictionary(StringComparer.Ordinal), Required = required, IsAtomic = isAtomic };
    }

    /// <summary>Reads the notation of one type.</summary>
    private static class TypeText
    {
        public static Shape Parse(string text)
        {
            var strategy = "";
            string? mergeKey = null;
            if (text.LastIndexOf('~') is var tilde and > 0)
            {
                strategy = text[(tilde + 1)..];
                text = text[..tilde];
                if (strategy.IndexOf('(') is var open and > 0)
                {
                    mergeKey = strategy[(open + 1)..^1];
                    strategy = strategy[..open];
                }
            }

            var merge = "";
            // A slash inside <format> or a name does not occur; one after the closing bracket tells how the value merges.
            if (text.LastIndexOf('/') is var slash and > 0)
            {
                merge = text[(slash + 1)..];
                text = text[..slash];
            }

            return text[0] switch
            {
                '@' => Shape.Reference(text[1..], () => Get(text[1..]), strategy),
                '[' => List(Parse(text[1..^1]), merge, strategy, mergeKey),
                '{' => new Shape { Kind = ShapeKind.Map, Element = Parse(text[1..^1]), IsAtomic = merge == "atomic", PatchStrategy = strategy },
                'o' => new Shape { Kind = ShapeKind.Map, Element = Shape.Any, IsAtomic = merge == "atomic", PatchStrategy = strategy },
                '*' => Shape.Any,
                _ => Scalar(text),
            };
        }

        private static Shape List(Shape element, string merge, string strategy, string? mergeKey)
        {
            var keys = merge.StartsWith("map(", StringComparison.Ordinal) ? merge[4..^1].Split(',') : [];
            return new Shape
            {
                Kind = ShapeKind.List,
                Element = element,
                Identity = keys.Length > 0 ? ListIdentity.Map : merge == "set" ? ListIdentity.Set : ListIdentity.Atomic,
                Keys = keys,
                KeyDefaults = keys.Contains("protocol") ? ProtocolDefault : FrozenDictionary<string, JsonValue>.Empty,
                PatchStrategy = strategy,
                PatchMergeKey = mergeKey,
            };
        }

        private static Shape Scalar(string text)
        {
            var format = text.Length > 1 ? text[2..^1] : null;
            return new Shape
            {
                Scalar = format == "int-or-string" ? null : text[0] switch { 's' => "string", 'i' => "integer", 'n' => "number", _ => "boolean" },
                Format = format,
            };
        }
    }
}
