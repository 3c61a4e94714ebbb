using System.Text;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Schema.Tests.Properties;

/// <summary>Random values and structural schemas, small but odd; the same for the same seed.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "spec", "status", "metadata", "name", "k\"ey", "ключ", ""];
    private static readonly string[] Types = ["object", "array", "string", "integer", "number", "boolean"];
    private static readonly string[] Formats = ["date", "date-time", "int32", "float", "uuid", "byte", "nonsense"];
    private readonly Random _random = new(seed);

    public JsonValue Value(int depth = 4) => _random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => JsonValue.Null,
        1 => _random.Next(2) == 0,
        2 => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64),
        3 => Double(),
        4 or 5 => Text(),
        6 => JsonArray.From(Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))),
        _ => Object(depth),
    };

    public JsonObject Object(int depth = 4)
    {
        var builder = new JsonObjectBuilder();
        for (var i = _random.Next(6); i > 0; i--)
        {
            builder[Pick(Names)] = Value(depth - 1);
        }

        return builder.Build();
    }

    /// <summary>A schema that is structural in shape, though its defaults and bounds may contradict each other.</summary>
    public JsonSchemaProps Schema(int depth = 4)
    {
        var type = depth == 0 ? Pick(Types[2..]) : Pick(Types);
        var schema = Restrict(new JsonSchemaProps { Type = type, Nullable = Chance(5), Default = Chance(4) ? Value(2) : null });
        return type switch
        {
            "object" when Chance(4) => schema with { AdditionalProperties = Schema(depth - 1) },
            "object" => schema with
            {
                Properties = Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(Names)).Distinct().Select(name => KeyValuePair.Create(name, Schema(depth - 1))).ToEquatableMap(),
                XPreserveUnknownFields = Chance(5) ? true : null,
                XEmbeddedResource = Chance(10),
                Required = Chance(3) ? EquatableArray.Of(Pick(Names)) : default,
            },
            "array" => schema with { Items = Schema(depth - 1), XListType = Chance(4) ? "set" : null },
            _ => schema with { XIntOrString = Chance(8) },
        };
    }

    public string Text()
    {
        var text = new StringBuilder();
        for (var i = _random.Next(8); i > 0; i--)
        {
            _ = _random.Next(6) switch
            {
                0 => text.Append((char)_random.Next(0, 0x30)),
                1 => text.Append("😀"),
                2 => text.Append((char)_random.Next(0x80, 0xd7ff)),
                _ => text.Append((char)_random.Next('a', 'z' + 1)),
            };
        }

        return text.ToString();
    }

    public bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    public int Below(int limit) => _random.Next(limit);

    private JsonSchemaProps Restrict(JsonSchemaProps schema) => schema with
    {
        Minimum = Chance(6) ? _random.Next(-5, 5) + (Chance(2) ? 0.5 : 0) : null,
        ExclusiveMaximum = Chance(6),
        Maximum = Chance(6) ? _random.Next(-5, 50) : null,
        MultipleOf = Chance(8) ? _random.Next(-1, 4) * 0.5 : null,
        MinLength = Chance(6) ? _random.Next(4) : null,
        MaxLength = Chance(6) ? _random.Next(4) : null,
        Pattern = Chance(6) ? "^[a-m]*" : null,
        MinItems = Chance(6) ? _random.Next(3) : null,
        MaxItems = Chance(6) ? _random.Next(3) : null,
        MinProperties = Chance(6) ? _random.Next(3) : null,
        MaxProperties = Chance(6) ? _random.Next(3) : null,
        Format = Chance(4) ? Pick(Formats) : null,
        Enum = Chance(8) ? EquatableArray.Of(Value(1), Value(1)) : default,
        AnyOf = Chance(8) ? EquatableArray.Of(Alternative(), Alternative()) : default,
        OneOf = Chance(8) ? EquatableArray.Of(Alternative(), Alternative()) : default,
        AllOf = Chance(8) ? EquatableArray.Of(Alternative()) : default,
        Not = Chance(8) ? Alternative() : null,
    };

    private JsonSchemaProps Alternative() => new() { Required = Chance(2) ? EquatableArray.Of(Pick(Names)) : default, Minimum = Chance(2) ? 1 : null, MaxLength = Chance(2) ? 2 : null };

    private double Double() => _random.Next(4) switch
    {
        0 => _random.NextDouble(),
        1 => _random.Next(-100, 100),
        2 => BitConverter.Int64BitsToDouble(_random.NextInt64()) is var bits && double.IsFinite(bits) ? bits : 0.1,
        _ => _random.NextDouble() * Math.Pow(10, _random.Next(-30, 30)),
    };

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
