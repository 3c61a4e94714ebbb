using System.Globalization;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Metadata;

/// <summary>What <c>metadata</c> is once it went through Kubernetes' own <c>ObjectMeta</c>: known fields of right types, empty ones left out.</summary>
/// <param name="Metadata">The metadata as the server keeps it.</param>
/// <param name="UnknownFields">The paths of fields that were dropped because <c>ObjectMeta</c> has none such, below the metadata.</param>
/// <param name="Problem">Why it is no <c>ObjectMeta</c>, in the words of Go's decoder; none where it is.</param>
public sealed record ObjectMetaShape(JsonObject Metadata, IReadOnlyList<string> UnknownFields, string? Problem)
{
    private static readonly Dictionary<string, Shape> Fields = new(StringComparer.Ordinal)
    {
        ["name"] = Text,
        ["generateName"] = Text,
        ["namespace"] = Text,
        ["selfLink"] = Text,
        ["uid"] = Text,
        ["resourceVersion"] = Text,
        ["generation"] = Integer,
        ["creationTimestamp"] = Time,
        ["deletionTimestamp"] = Time,
        ["deletionGracePeriodSeconds"] = OptionalInteger,
        ["labels"] = Texts,
        ["annotations"] = Texts,
        ["ownerReferences"] = List(Struct(new(StringComparer.Ordinal)
        {
            ["apiVersion"] = KeptText,
            ["kind"] = KeptText,
            ["name"] = KeptText,
            ["uid"] = KeptText,
            ["controller"] = Flag,
            ["blockOwnerDeletion"] = Flag,
        })),
        ["finalizers"] = List(KeptText),
        ["managedFields"] = List(Struct(new(StringComparer.Ordinal)
        {
            ["manager"] = Text,
            ["operation"] = Text,
            ["apiVersion"] = Text,
            ["time"] = Time,
            ["fieldsType"] = Text,
            ["fieldsV1"] = Raw,
            ["subresource"] = Text,
        })),
    };

    private delegate JsonValue? Shape(JsonValue value, FieldPath path, List<string> unknown);

    /// <summary>Reads <paramref name="metadata"/> as <c>ObjectMeta</c>.</summary>
    /// <param name="metadata">What stands under <c>metadata</c>.</param>
    /// <param name="dropInvalid">Whether fields of wrong types are dropped instead of being a problem; what is not an object at all remains one.</param>
    public static ObjectMetaShape Read(JsonValue metadata, bool dropInvalid = false)
    {
        if (metadata is JsonNull)
        {
            return new(JsonObject.Empty, [], null);
        }

        if (metadata is not JsonObject members)
        {
            return new(JsonObject.Empty, [], Mismatch(metadata, FieldPath.Root, "v1.ObjectMeta").Message);
        }

        var unknown = new List<string>();
        var result = new JsonObjectBuilder();
        foreach (var member in members)
        {
            if (!Fields.TryGetValue(member.Key, out var shape))
            {
                unknown.Add(member.Key);
                continue;
            }

            try
            {
                result[member.Key] = shape(member.Value, FieldPath.Of(member.Key), unknown);
            }
            catch (ShapeMismatch mismatch)
            {
                if (!dropInvalid)
                {
                    return new(members, [], mismatch.Message);
                }
            }
        }

        return new(result.Build(), unknown, null);
    }

    private static JsonValue? Text(JsonValue value, FieldPath path, List<string> unknown) => KeptText(value, path, unknown) is JsonString { Value.Length: > 0 } text ? text : null;

    private static JsonValue? KeptText(JsonValue value, FieldPath path, List<string> unknown) => value switch
    {
        JsonString => value,
        JsonNull => JsonString.Empty,
        _ => throw Mismatch(value, path, "string"),
    };

    private static JsonValue? Integer(JsonValue value, FieldPath path, List<string> unknown) => OptionalInteger(value, path, unknown) is JsonInteger { Value: not 0 } integer ? integer : null;

    private static JsonValue? OptionalInteger(JsonValue value, FieldPath path, List<string> unknown) => value switch
    {
        JsonInteger => value,
        JsonNull => null,
        _ => throw Mismatch(value, path, "int64"),
    };

    private static JsonValue? Flag(JsonValue value, FieldPath path, List<string> unknown) => value switch
    {
        JsonBoolean => value,
        JsonNull => null,
        _ => throw Mismatch(value, path, "bool"),
    };

    private static JsonValue? Raw(JsonValue value, FieldPath path, List<string> unknown) => value is JsonNull ? null : value;

    private static JsonValue? Time(JsonValue value, FieldPath path, List<string> unknown) => value switch
    {
        JsonNull => null,
        JsonString text when Parse(text.Value) is { } time => JsonString.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        JsonString text => throw new ShapeMismatch($"parsing time {GoText.Quote(GoText.Quote(text.Value))} as \"2006-01-02T15:04:05Z07:00\": cannot parse {GoText.Quote(text.Value)}"),
        _ => throw Mismatch(value, path, "string"),
    };

    private static JsonValue? Texts(JsonValue value, FieldPath path, List<string> unknown)
    {
        if (value is JsonNull)
        {
            return null;
        }

        var members = value as JsonObject ?? throw Mismatch(value, path, "map[string]string");
        return members.Count == 0 ? null : JsonObject.From(members.Select(member => new KeyValuePair<string, JsonValue>(member.Key, KeptText(member.Value, path, unknown)!)));
    }

    private static Shape List(Shape item) => (value, path, unknown) =>
    {
        if (value is JsonNull)
        {
            return null;
        }

        var items = value as JsonArray ?? throw Mismatch(value, path, "[]" + path.Last);
        return items.Count == 0 ? null : JsonArray.From(items.Select((entry, i) => item(entry, path.Index(i), unknown) ?? JsonObject.Empty));
    };

    private static Shape Struct(Dictionary<string, Shape> fields) => (value, path, unknown) =>
    {
        if (value is JsonNull)
        {
            return JsonObject.Empty;
        }

        var members = value as JsonObject ?? throw Mismatch(value, path, "struct");
        var result = new JsonObjectBuilder();
        foreach (var member in members)
        {
            if (fields.TryGetValue(member.Key, out var shape))
            {
                result[member.Key] = shape(member.Value, path.Child(member.Key), unknown);
            }
            else
            {
                unknown.Add(path.Child(member.Key).ToString());
            }
        }

        return result.Build();
    };

    private static DateTimeOffset? Parse(string text) =>
        text.Length >= 20 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static ShapeMismatch Mismatch(JsonValue value, FieldPath path, string type)
    {
        var kind = value.Kind switch
        {
            JsonKind.Boolean => "bool",
            JsonKind.Integer or JsonKind.Double => "number",
            var other => other.ToString().ToLowerInvariant(),
        };
        return new($"json: cannot unmarshal {kind} into Go {(path.Parent is null ? "value" : "struct field ObjectMeta." + path)} of type {type}");
    }

    private sealed class ShapeMismatch(string problem) : FormatException(problem);
}
