using Kube.Cel;
using Kube.Schema.Json;

namespace Kube.Testing.Admission.Expressions;

/// <summary>Shows JSON to CEL as it is, without a schema and without copying: what admission expressions see of objects.</summary>
internal static class JsonCel
{
    public static CelValue Of(JsonValue? value) => value switch
    {
        null or JsonNull => CelValue.Null,
        JsonBoolean boolean => CelValue.Bool(boolean.Value),
        JsonInteger number => CelValue.Int(number.Value),
        JsonDouble number => CelValue.Double(number.Value),
        JsonString text => CelValue.String(text.Value),
        JsonArray items => CelValue.List(new Items(items)),
        JsonObject members => CelValue.Map(new Members(members)),
        _ => throw new InvalidOperationException($"JSON of kind {value.Kind} has no CEL value."),
    };

    private sealed class Members(JsonObject value) : CelMap
    {
        public override int Count => value.Count;

        public override IEnumerable<CelValue> Keys => value.Keys.Select(CelValue.String);

        public override bool TryGet(in CelValue key, out CelValue result)
        {
            if (key.Kind == CelKind.String && value.TryGetValue(key.AsString, out var member))
            {
                result = Of(member);
                return true;
            }

            result = default;
            return false;
        }
    }

    private sealed class Items(JsonArray value) : CelList
    {
        public override int Count => value.Count;

        public override CelValue this[int index] => Of(value[index]);
    }
}
