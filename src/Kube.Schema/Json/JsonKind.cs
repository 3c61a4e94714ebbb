namespace Kube.Schema.Json;

/// <summary>What a <see cref="JsonValue"/> is. Integers and doubles differ, as they do for an API server: <c>10</c> is an integer, <c>10.0</c> a double.</summary>
public enum JsonKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number without fraction or exponent that fits 64 bits.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Double,

    /// <summary>A string.</summary>
    String,

    /// <summary>A list of values.</summary>
    Array,

    /// <summary>Named values.</summary>
    Object,
}
