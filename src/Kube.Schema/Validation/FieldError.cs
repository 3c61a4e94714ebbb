using System.Globalization;
using Kube.Schema.Json;

namespace Kube.Schema.Validation;

/// <summary>One thing wrong with an object, told as an API server tells it: a cause of a 422 <c>Invalid</c>.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Path">Where, such as <c>spec.ports[0].name</c>; <c>&lt;nil&gt;</c> for the whole object.</param>
/// <param name="Value">The bad value; none where the server does not print it.</param>
/// <param name="Detail">Why, and what would be right.</param>
public sealed record FieldError(FieldErrorKind Kind, string Path, JsonValue? Value, string Detail)
{
    /// <summary>The place as a chain of steps; not part of the error's value.</summary>
    public FieldPath? Place { get; init; }

    /// <summary>How <see cref="Value"/> is printed where that is not its usual form (Go structs keep the order of their fields).</summary>
    internal string? PrintedValue { get; init; }

    /// <summary>The text of a cause: <c>Invalid value: "x": must be y</c>.</summary>
    public string Message
    {
        get
        {
            var head = Kind is FieldErrorKind.Required or FieldErrorKind.Forbidden or FieldErrorKind.TooLong or FieldErrorKind.Internal || Value is null
                ? Kind.Text()
                : $"{Kind.Text()}: {PrintedValue ?? GoText.Print(Value)}";
            return Detail.Length == 0 ? head : $"{head}: {Detail}";
        }
    }

    /// <summary>The machine's word for <see cref="Kind"/>: <c>FieldValueInvalid</c>.</summary>
    public string Reason => Kind.Reason();

    /// <summary><c>&lt;path&gt;: &lt;kind&gt;: &lt;detail&gt;</c>, as in the answer's message.</summary>
    public override string ToString() => $"{Path}: {Message}";

    /// <inheritdoc/>
    public bool Equals(FieldError? other) =>
        other is not null && Kind == other.Kind && Path == other.Path && Value == other.Value && Detail == other.Detail;

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Path) * 31) + StringComparer.Ordinal.GetHashCode(Detail)) ^ (int)Kind;

    internal static FieldError Invalid(FieldPath path, JsonValue? value, string detail) => At(FieldErrorKind.Invalid, path, value, detail);

    /// <summary>An error whose value is a Go struct of the server's internal types.</summary>
    internal static FieldError InvalidStruct(FieldPath path, JsonValue value, string detail) => Invalid(path, value, detail) with { PrintedValue = GoText.Struct(value) };

    internal static FieldError TypeInvalid(FieldPath path, JsonValue value, string detail) => At(FieldErrorKind.TypeInvalid, path, value, detail);

    internal static FieldError Required(FieldPath path, string detail = "") => At(FieldErrorKind.Required, path, null, detail);

    internal static FieldError Forbidden(FieldPath path, string detail) => At(FieldErrorKind.Forbidden, path, null, detail);

    internal static FieldError Duplicate(FieldPath path, JsonValue value) => At(FieldErrorKind.Duplicate, path, value, "");

    internal static FieldError NotSupported(FieldPath path, JsonValue value, IEnumerable<string> supported) =>
        At(FieldErrorKind.NotSupported, path, value, "supported values: " + string.Join(", ", supported.Select(GoText.Quote)));

    internal static FieldError TooLong(FieldPath path, long most) =>
        At(FieldErrorKind.TooLong, path, null, $"may not be more than {most.ToString(CultureInfo.InvariantCulture)} byte{(most == 1 ? "" : "s")}");

    internal static FieldError TooMany(FieldPath path, long count, long most) =>
        At(FieldErrorKind.TooMany, path, count, $"must have at most {most.ToString(CultureInfo.InvariantCulture)} item{(most == 1 ? "" : "s")}");

    private static FieldError At(FieldErrorKind kind, FieldPath path, JsonValue? value, string detail) =>
        new(kind, path.Parent is null ? "<nil>" : path.ToString(), value, detail) { Place = path };
}
