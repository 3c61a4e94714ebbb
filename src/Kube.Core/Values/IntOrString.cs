using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

/// <summary>A whole number or a text, such as a port's number or name, or a percentage (<c>x-kubernetes-int-or-string</c>).</summary>
/// <remarks>Numbers and texts convert by themselves. <c>80</c> and <c>"80"</c> are different values, as they are to an API server.</remarks>
[JsonConverter(typeof(KubeJsonConverter<IntOrString>))]
public readonly record struct IntOrString : IKubeJson<IntOrString>
{
    private readonly string? _text;
    private readonly long _number;

    /// <summary>A number.</summary>
    public IntOrString(long number) => _number = number;

    /// <summary>A text.</summary>
    public IntOrString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => _text is null;

    /// <summary>The number; <see langword="null"/> when it is a text, even one of digits.</summary>
    public long? Number => _text is null ? _number : null;

    /// <summary>The text; <see langword="null"/> when it is a number.</summary>
    public string? Text => _text;

    /// <summary>A number.</summary>
    public static implicit operator IntOrString(long number) => new(number);

    /// <summary>A text.</summary>
    public static implicit operator IntOrString(string text) => new(text);

    /// <summary>The count that a number or a percentage such as <c>25%</c> means out of <paramref name="total"/>.</summary>
    /// <param name="total">What a percentage is of; not negative.</param>
    /// <param name="roundUp">Whether part of one counts as one (as for <c>maxSurge</c>) or as none (as for <c>maxUnavailable</c>).</param>
    /// <exception cref="FormatException">It is a text that is no percentage.</exception>
    public long Of(long total, bool roundUp)
    {
        if (TryOf(total, roundUp, out var count)) return count;
        throw new FormatException($"'{_text}' is neither a number nor a percentage such as '25%'.");
    }

    /// <summary>The count that a number or a percentage means out of <paramref name="total"/>.</summary>
    public bool TryOf(long total, bool roundUp, out long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        count = _number;
        if (_text is null) return true;
        if (!_text.EndsWith('%') || !int.TryParse(_text.AsSpan(0, _text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent)) return false;
        var share = (decimal)percent * total / 100;
        count = (long)(roundUp ? Math.Ceiling(share) : Math.Floor(share));
        return true;
    }

    /// <inheritdoc/>
    public static IntOrString ReadJson(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => new(StringCodec.Read(ref reader)),
        JsonTokenType.Number when reader.TryGetInt64(out var number) => new(number),
        _ => throw JsonRead.Unexpected(ref reader, "a whole number or a string"),
    };

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, IntOrString value)
    {
        if (value._text is null) writer.WriteNumberValue(value._number);
        else writer.WriteStringValue(value._text);
    }

    /// <summary>The number or the text.</summary>
    [SuppressMessage("Globalization", "CA1305", Justification = "The culture is given.")]
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}
