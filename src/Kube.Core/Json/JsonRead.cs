using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Kube.Json;

/// <summary>The steps that codecs share when they read objects: structure, names, nulls, faults.</summary>
/// <remarks>Unknown properties are skipped, the last of several equal names wins, and a name may be written with escapes.</remarks>
public static class JsonRead
{
    /// <summary>Checks that the reader stands on the start of an object.</summary>
    /// <exception cref="JsonException">It does not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StartObject(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Unexpected(ref reader, "an object");
    }

    /// <summary>Checks that the reader stands on the start of an array.</summary>
    /// <exception cref="JsonException">It does not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StartArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Unexpected(ref reader, "an array");
    }

    /// <summary>Moves to the next property's value and gives its name; <see langword="false"/> at the end of the object.</summary>
    public static bool NextProperty(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }
        name = reader.HasValueSequence || reader.ValueIsEscaped ? UnescapedName(ref reader) : reader.ValueSpan;
        reader.Read();
        return true;
    }

    /// <summary>Whether the reader stands on a <c>null</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    /// <summary>Moves over the value the reader stands on.</summary>
    public static void Skip(ref Utf8JsonReader reader) => reader.Skip();

    /// <summary>The fault of a value that is not what was expected.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="expected">What was expected, with its article: <c>an object</c>.</param>
    public static JsonException Unexpected(scoped ref Utf8JsonReader reader, string expected) =>
        new JsonFault($"expected {expected}, found {Found(ref reader)}", reader.TokenStartIndex);

    /// <summary>The fault of a value that is of the right kind but wrong.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="message">What is wrong.</param>
    public static JsonException Invalid(ref Utf8JsonReader reader, string message) => new JsonFault(message, reader.TokenStartIndex);

    /// <summary>The fault of an object that lacks a property it must have.</summary>
    /// <param name="reader">Stands on the object's end.</param>
    /// <param name="missing">The lowest set bit names the property.</param>
    /// <param name="names">The required properties, one a bit, separated by commas.</param>
    public static JsonException Missing(ref Utf8JsonReader reader, ulong missing, string names)
    {
        var name = names.Split(',')[System.Numerics.BitOperations.TrailingZeroCount(missing)];
        return new JsonFault($"required property '{name}' is missing or null", reader.TokenStartIndex);
    }

    /// <summary>Checks a property that has one value in every object of a type, such as <c>kind</c>.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static void Expect(ref Utf8JsonReader reader, ReadOnlySpan<byte> value)
    {
        if (IsNull(ref reader) || (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(value))) return;
        throw Unexpected(ref reader, $"the string \"{Encoding.UTF8.GetString(value)}\"");
    }

    /// <summary>Looks ahead for the property that tells the cases of a union apart; the reader stays on the start of the object.</summary>
    /// <param name="reader">Stands on the start of the object.</param>
    /// <param name="discriminator">The property's name.</param>
    /// <param name="expected">The values it may have, with <c>one of</c> before.</param>
    /// <exception cref="JsonException">There is no such property, or it is not a string.</exception>
    public static ReadOnlySpan<byte> Discriminator(scoped ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> discriminator, string expected)
    {
        StartObject(ref reader);
        var ahead = reader;
        while (NextProperty(ref ahead, out var name))
        {
            if (name.SequenceEqual(discriminator)) return Text(ref ahead, expected);
            ahead.Skip();
        }
        throw new JsonFault($"property '{Encoding.UTF8.GetString(discriminator)}' is missing, which must be {expected}", ahead.TokenStartIndex);
    }

    /// <summary>The fault of a discriminator that names no case.</summary>
    public static JsonException UnknownTag(ref Utf8JsonReader reader, ReadOnlySpan<byte> discriminator, string expected)
    {
        var tag = Encoding.UTF8.GetString(Discriminator(ref reader, discriminator, expected));
        return new JsonFault($"property '{Encoding.UTF8.GetString(discriminator)}' must be {expected}, not \"{tag}\"", reader.TokenStartIndex);
    }

    /// <summary>The error of writing a number that no member of its enum has.</summary>
    public static NotSupportedException Undefined<T>(T value) where T : struct, Enum =>
        new($"{typeof(T).Name} has no member with the value {value:D}, so it has no text on the wire");

    /// <summary>The error of writing a type that its union does not declare.</summary>
    public static NotSupportedException NotACase(object? value) =>
        new($"{value?.GetType().Name ?? "null"} is not a declared case of its union; declare it with [JsonDerivedType]");

    /// <summary>The string the reader stands on, from the pool when short.</summary>
    /// <exception cref="JsonException">It is not a string, or not UTF-8.</exception>
    internal static string String(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw Unexpected(ref reader, "a string");
        return StringPool.Get(ref reader);
    }

    /// <summary>The text of a string or property name: in place when it is unescaped and in one piece, else a decoded copy.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="expected">What was expected, with its article, should it be something else.</param>
    /// <exception cref="JsonException">It is not a string, or not UTF-8.</exception>
    public static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader, string expected)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) throw Unexpected(ref reader, expected);
        return reader.HasValueSequence || reader.ValueIsEscaped ? UnescapedName(ref reader) : reader.ValueSpan;
    }

    private static byte[] UnescapedName(scoped ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        var buffer = new byte[length];
        try
        {
            var written = reader.CopyString(buffer);
            return written == length ? buffer : buffer[..written];
        }
        catch (InvalidOperationException e)
        {
            throw new JsonFault("the text is not valid UTF-8", reader.TokenStartIndex, e);
        }
    }

    private static string Found(scoped ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"the string \"{Excerpt(ref reader)}\"",
        JsonTokenType.Number => $"the number {Excerpt(ref reader)}",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        JsonTokenType.PropertyName => $"the name \"{Excerpt(ref reader)}\"",
        JsonTokenType.None => "nothing",
        var other => other.ToString(),
    };

    private static string Excerpt(scoped ref Utf8JsonReader reader)
    {
        const int Limit = 40;
        var bytes = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return bytes.Length <= Limit ? Encoding.UTF8.GetString(bytes) : Encoding.UTF8.GetString(bytes[..Limit]) + "…";
    }
}
