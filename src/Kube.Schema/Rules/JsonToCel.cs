using Kube.Cel;
using Kube.Cel.Kubernetes;
using Kube.Schema.Json;

namespace Kube.Schema.Rules;

/// <summary>Shows JSON values to CEL by their schema, without copying. What does not fit the schema becomes an error value.</summary>
internal static class JsonToCel
{
    public static CelValue Convert(JsonValue value, SchemaNode node)
    {
        if (value.IsNull)
        {
            return node.Schema.Nullable ? CelValue.Null : CelValue.Error("invalid data, got null for schema with nullable=false");
        }

        switch (node.Kind)
        {
            case NodeKind.IntOrString:
                return value switch
                {
                    JsonString text => CelValue.String(text.Value),
                    JsonInteger number => CelValue.Int(number.Value),
                    _ => CelValue.Error("invalid data, expected XIntOrString value to be either a string or integer"),
                };
            case NodeKind.Object or NodeKind.Map or NodeKind.Opaque:
                return value is JsonObject members
                    ? CelValue.Map(new JsonCelMap(members, node))
                    : CelValue.Error("invalid data, expected a map for the provided schema with type=object");
            case NodeKind.List:
                return List(value, node);
            case NodeKind.Number:
                return value switch
                {
                    JsonInteger number => CelValue.Double(number.Value),
                    JsonDouble number => CelValue.Double(number.Value),
                    _ => CelValue.Error($"invalid data, expected float, got {GoType(value)}"),
                };
            case NodeKind.Integer:
                return value is JsonInteger integer ? CelValue.Int(integer.Value) : CelValue.Error($"invalid data, expected int, got {GoType(value)}");
            case NodeKind.Boolean:
                return value is JsonBoolean boolean ? CelValue.Bool(boolean.Value) : CelValue.Error($"invalid data, expected bool, got {GoType(value)}");
            case NodeKind.Preserved:
                return CelValue.Opaque(new PreservedValue(value));
            case NodeKind.Unknown:
                return CelValue.Error(
                    "invalid type, expected object, array, number, integer, boolean or string, or no type with x-kubernetes-int-or-string or "
                    + $"x-kubernetes-preserve-unknown-fields is true, got {node.TypeName}");
            default:
                return value is JsonString s ? Text(s.Value, node.Kind) : CelValue.Error($"invalid data, expected string, got {GoType(value)}");
        }
    }

    private static CelValue List(JsonValue value, SchemaNode node)
    {
        if (value is not JsonArray items)
        {
            return CelValue.Error("invalid data, expected an array for the provided schema with type=array");
        }

        if (node.Items is null)
        {
            return CelValue.Error("invalid array type, expected Items with a non-empty Schema");
        }

        return node.Schema.XListType switch
        {
            null or "" or "atomic" => CelValue.List(new JsonCelList(items, node.Items)),
            "set" => CelValue.List(new JsonCelSet(new JsonCelList(items, node.Items))),
            "map" => CelValue.List(new JsonCelMapList(items, node.Items, node.ListMapKeys)),
            var other => CelValue.Error($"invalid x-kubernetes-list-type, expected 'map', 'set' or 'atomic' but got {other}"),
        };
    }

    private static CelValue Text(string text, NodeKind kind)
    {
        switch (kind)
        {
            case NodeKind.Duration:
                return StringFormats.TryParseDuration(text, out var duration)
                    ? CelValue.Duration(duration.Nanoseconds)
                    : CelValue.Error($"Invalid duration {text}: unable to parse \"{text}\" as duration");
            case NodeKind.Date:
                return StringFormats.TryParseDate(text, out var date)
                    ? CelValue.Timestamp(date)
                    : CelValue.Error($"Invalid date formatted string {text}: cannot parse as a date");
            case NodeKind.DateTime:
                return StringFormats.TryParseDateTime(text, out var moment)
                    ? CelValue.Timestamp(moment)
                    : CelValue.Error($"Invalid date-time formatted string {text}: cannot parse as a date-time");
            case NodeKind.Bytes:
                return GoBase64.TryDecode(text, out var bytes, out var fault)
                    ? CelValue.Bytes(bytes)
                    : CelValue.Error($"Invalid byte formatted string {text}: illegal base64 data at input byte {fault}");
            default:
                return CelValue.String(text);
        }
    }

    private static string GoType(JsonValue value) => value.Kind switch
    {
        JsonKind.Boolean => "bool",
        JsonKind.Integer => "int64",
        JsonKind.Double => "float64",
        JsonKind.String => "string",
        JsonKind.Array => "[]interface {}",
        _ => "map[string]interface {}",
    };

    /// <summary>Data without a schema: can only be compared.</summary>
    private sealed class PreservedValue(JsonValue value) : CelOpaque
    {
        private static readonly CelType UnknownType = CelType.Opaque("unknown");

        public override CelType Type => UnknownType;

        public override CelValue EqualTo(CelOpaque other) => CelValue.Bool(other is PreservedValue preserved && preserved.Json == Json);

        private JsonValue Json => value;
    }
}
