using Kube.Cel;
using Kube.Schema.Json;

namespace Kube.Schema.Rules;

/// <summary>A JSON object as CEL sees it: only declared properties, or all entries of a map.</summary>
internal sealed class JsonCelMap(JsonObject value, SchemaNode node) : CelMap
{
    public override int Count => value.Count;

    public override IEnumerable<CelValue> Keys
    {
        get
        {
            foreach (var key in value.Keys)
            {
                if (SchemaOf(key) is not null)
                {
                    yield return CelValue.String(node.Kind == NodeKind.Object && FieldNames.TryEscape(key, out var escaped) ? escaped : key);
                }
            }
        }
    }

    public override bool TryGet(in CelValue key, out CelValue result)
    {
        if (key.Kind != CelKind.String)
        {
            result = CelValue.NoSuchOverload;
            return true;
        }

        var name = key.AsString;
        if (node.Kind == NodeKind.Object && !FieldNames.TryUnescape(name, out name))
        {
            result = default;
            return false;
        }

        return TryGetMember(name, out result);
    }

    public override bool TryGetField(CelField field, out CelValue result) => TryGetMember(field.HostName, SchemaOf(field), out result);

    public override CelValue HasField(CelField field)
    {
        if (!value.TryGetValue(field.HostName, out var member) || member.IsNull || SchemaOf(field) is not { } schema)
        {
            return CelValue.False;
        }

        // Only scalars are converted: of objects and lists the outer form is enough to tell whether they fit.
        var fits = (member, schema.Kind) is (JsonObject, NodeKind.Object or NodeKind.Map or NodeKind.Opaque) or (JsonArray, NodeKind.List);
        return fits || JsonToCel.Convert(member, schema) is not { IsError: true } error ? CelValue.True : error;
    }

    /// <summary>Declared parts compare as CEL values, the rest as JSON.</summary>
    public override CelValue EqualTo(CelMap other)
    {
        if (Count != other.Count)
        {
            return CelValue.False;
        }

        foreach (var key in value.Keys)
        {
            if (SchemaOf(key) is null)
            {
                if (other is not JsonCelMap same)
                {
                    return CelValue.NoSuchOverload;
                }

                if (same.Value[key] is { } theirs && theirs != value[key])
                {
                    return CelValue.False;
                }

                continue;
            }

            var name = CelValue.String(node.Kind == NodeKind.Object && FieldNames.TryEscape(key, out var escaped) ? escaped : key);
            var found = TryGetMember(key, out var mine);
            if (found != other.TryGet(name, out var otherValue))
            {
                return CelValue.False;
            }

            if (found && mine.EqualTo(otherValue) is { IsTrue: false } different)
            {
                return different;
            }
        }

        return CelValue.True;
    }

    internal JsonObject Value => value;

    private bool TryGetMember(string name, out CelValue result) => TryGetMember(name, SchemaOf(name), out result);

    private bool TryGetMember(string name, SchemaNode? schema, out CelValue result)
    {
        result = default;

        // In an object null is the same as absent; in a map it is a value.
        if (schema is null || !value.TryGetValue(name, out var member) || (member.IsNull && node.Kind == NodeKind.Object))
        {
            return false;
        }

        result = JsonToCel.Convert(member, schema);
        return true;
    }

    // A rule compiled for this very node knows where the field stands; one compiled for its like asks by name.
    private SchemaNode? SchemaOf(CelField field) => field.HostIndex < node.Fields.Length && ReferenceEquals(node.Fields[field.HostIndex], field)
        ? node.FieldNodes[field.HostIndex]
        : SchemaOf(field.HostName);

    private SchemaNode? SchemaOf(string key) => node.Kind switch
    {
        NodeKind.Object => node.Properties.TryGetValue(key, out var property) ? property : null,
        NodeKind.Map => node.AdditionalProperties,
        _ => null,
    };
}
