using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Serving;
using Kube.Testing.Typing;

namespace Kube.Testing.BuiltIn;

/// <summary>Reads objects of built-in types: drops what the type does not know, refuses what it cannot hold.</summary>
internal static class BuiltInDecoder
{
    /// <param name="value">The object.</param>
    /// <param name="kind">Its kind, for errors.</param>
    /// <param name="shape">Its type.</param>
    /// <param name="report">Where unknown fields are told.</param>
    /// <exception cref="ApiStatusException">A field holds a value of another type.</exception>
    public static JsonObject Decode(JsonObject value, string kind, Shape shape, DecodeReport report) =>
        new Decoder(kind, value.GetString("apiVersion") ?? "", report).Map(value, shape.Resolved, null);

    private sealed class Decoder(string kind, string apiVersion, DecodeReport report)
    {
        public JsonObject Map(JsonObject value, Shape shape, Place? place)
        {
            var result = new JsonObjectBuilder();
            foreach (var field in value)
            {
                if (shape.Entry(field.Key) is not { } declared)
                {
                    report.Strict.Add($"unknown field \"{new Place(place, field.Key, -1)}\"");
                    continue;
                }

                // In Go null leaves a field at its zero value, which is not written.
                if ((field.Value is not JsonNull || shape.Fields.Count == 0) && !IsLeftOut(field.Value, declared.Resolved))
                {
                    result.Add(field.Key, Value(field.Value, declared.Resolved, new(place, field.Key, -1)));
                }
            }

            return result.Build();
        }

        // Empty lists and dictionaries are not written; an empty structure is ("emptyDir: {}" says something).
        private static bool IsLeftOut(JsonValue value, Shape shape) =>
            value is JsonArray { Count: 0 } || (value is JsonObject { Count: 0 } && shape.Fields.Count == 0 && shape.Element?.Resolved.Kind == ShapeKind.Scalar);

        private JsonValue Value(JsonValue value, Shape shape, Place path)
        {
            switch (shape.Kind, value)
            {
                case (ShapeKind.Any, _):
                    return value;
                case (ShapeKind.Map, JsonObject map):
                    return Map(map, shape, path);
                case (ShapeKind.List, JsonArray list):
                    var items = new List<JsonValue>();
                    for (var i = 0; i < list.Count; i++)
                    {
                        items.Add(Value(list[i], (shape.Element ?? Shape.Any).Resolved, new(path, "", i)));
                    }

                    return JsonArray.From(items);
                case (ShapeKind.Scalar, JsonNull):
                    // An entry that is null becomes the zero value of its type.
                    return shape.Scalar == "string" ? JsonString.Empty : value;
                case (ShapeKind.Scalar, _):
                    return Scalar(value, shape, path);
                case (_, JsonNull):
                    return value;
                default:
                    throw Mismatch(value, shape.Kind == ShapeKind.Map ? "map" : "list", path);
            }
        }

        private JsonValue Scalar(JsonValue value, Shape shape, Place path)
        {
            switch (shape.Scalar, shape.Format)
            {
                case ("string", "date-time"):
                    return value is JsonString time ? Time(time) : throw Mismatch(value, "string", path);
                case ("string", "byte"):
                    return value is JsonString bytes ? Bytes(bytes) : throw Mismatch(value, "string", path);
                case ("string", _):
                    return value is JsonString || IsQuantity(shape, value) ? value : throw Mismatch(value, "string", path);
                case ("integer", var format):
                    return value is JsonInteger number && (format != "int32" || number.Value is >= int.MinValue and <= int.MaxValue)
                        ? value
                        : value is JsonDouble { Value: var d } && d == Math.Floor(d) && Math.Abs(d) < int.MaxValue ? JsonValue.Of((long)d) : throw Mismatch(value, format ?? "int64", path);
                case ("number", _):
                    return value is JsonInteger or JsonDouble ? value : throw Mismatch(value, "float64", path);
                case ("boolean", _):
                    return value is JsonBoolean ? value : throw Mismatch(value, "bool", path);
                default:
                    return value is JsonString or JsonInteger or JsonDouble or JsonBoolean ? value : throw Mismatch(value, "string", path);
            }
        }

        // A quantity may be written as a number.
        private static bool IsQuantity(Shape shape, JsonValue value) =>
            ReferenceEquals(shape, BuiltInTypes.Get("api.resource.Quantity").Resolved) && value is JsonInteger or JsonDouble;

        private JsonString Time(JsonString value)
        {
            if (!DateTimeOffset.TryParse(value.Value, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _) || value.Value.Length < 20)
            {
                throw Bad($"parsing time \"{value.Value}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{value.Value}\" as \"2006\"");
            }

            return value;
        }

        private JsonString Bytes(JsonString value)
        {
            var text = value.Value.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
            Span<byte> buffer = new byte[(text.Length / 4 * 3) + 3];
            if (Convert.TryFromBase64String(text, buffer, out _))
            {
                return JsonString.Of(text);
            }

            var bad = 0;
            while (bad < text.Length && (char.IsAsciiLetterOrDigit(text[bad]) || text[bad] is '+' or '/'))
            {
                bad++;
            }

            throw Bad($"illegal base64 data at input byte {bad}");
        }

        private ApiStatusException Mismatch(JsonValue value, string wanted, Place path)
        {
            var got = value switch
            {
                JsonString => "string",
                JsonInteger or JsonDouble => "number",
                JsonBoolean => "bool",
                JsonArray => "array",
                JsonObject => "object",
                _ => "null",
            };
            return Bad($"json: cannot unmarshal {got} into Go struct field {kind}.{path} of type {wanted}");
        }

        private ApiStatusException Bad(string problem) => report.Refusal(kind, apiVersion, problem);
    }

    /// <summary>Where a value stands, put into words only where something is wrong with it.</summary>
    private sealed record Place(Place? Parent, string Field, int Index)
    {
        public override string ToString() => Index >= 0 ? $"{Parent}[{Index}]" : Parent is null ? Field : $"{Parent}.{Field}";
    }
}
