namespace Kube.Schema.Json;

/// <summary><c>null</c>.</summary>
public sealed class JsonNull : JsonValue
{
    private JsonNull()
    {
    }

    /// <summary>The one instance.</summary>
    public static JsonNull Instance { get; } = new();

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Null;

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => other is JsonNull;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class JsonBoolean : JsonValue
{
    private JsonBoolean(bool value) => Value = value;

    /// <summary><c>true</c>.</summary>
    public static JsonBoolean True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static JsonBoolean False { get; } = new(false);

    /// <summary>The boolean.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Boolean;

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 1 : 2;
}

/// <summary>A number without fraction or exponent that fits 64 bits.</summary>
public sealed class JsonInteger : JsonValue
{
    private static readonly JsonInteger[] Small = MakeSmall();

    private JsonInteger(long value) => Value = value;

    private static JsonInteger[] MakeSmall()
    {
        var small = new JsonInteger[258];
        for (var i = 0; i < small.Length; i++)
        {
            small[i] = new(i - 1);
        }

        return small;
    }

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Integer;

    /// <summary>The integer <paramref name="value"/>; small ones are shared.</summary>
    public static new JsonInteger Of(long value) => value is >= -1 and <= 256 ? Small[value + 1] : new(value);

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => other is JsonInteger integer && integer.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>A number with a fraction or an exponent, or one beyond 64 bits. Always finite.</summary>
public sealed class JsonDouble : JsonValue
{
    /// <summary>The double <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite: JSON has no such number.</exception>
    public JsonDouble(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no number for this; use a finite one.");
        }

        Value = value;
    }

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Double;

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => other is JsonDouble number && number.Value.Equals(Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode() ^ 0x5f;
}

/// <summary>A string of UTF-16 text. Compared by code unit.</summary>
public sealed class JsonString : JsonValue
{
    internal JsonString(string value) => Value = value;

    /// <summary>The empty string.</summary>
    public static JsonString Empty { get; } = new("");

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.String;

    /// <summary>The string <paramref name="value"/>.</summary>
    public static new JsonString Of(string value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value));
        return value.Length == 0 ? Empty : new(value);
    }

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) =>
        ReferenceEquals(this, other) || (other is JsonString text && string.Equals(text.Value, Value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);
}
