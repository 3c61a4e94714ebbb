namespace Kube.Schema.Validation;

/// <summary>What is wrong with a field. The names are those of Go's <c>field.ErrorType</c>; an answer's <c>details.causes[].reason</c> is <see cref="FieldErrorKinds.Reason"/>.</summary>
public enum FieldErrorKind
{
    /// <summary>The value breaks a rule.</summary>
    Invalid,

    /// <summary>The value is of a wrong type; printed like <see cref="Invalid"/>.</summary>
    TypeInvalid,

    /// <summary>A value is missing.</summary>
    Required,

    /// <summary>The value is not one of those allowed.</summary>
    NotSupported,

    /// <summary>The value is not allowed here.</summary>
    Forbidden,

    /// <summary>The value must be unique and is not.</summary>
    Duplicate,

    /// <summary>What the value names does not exist.</summary>
    NotFound,

    /// <summary>The text is too long; it is not printed.</summary>
    TooLong,

    /// <summary>There are too many items.</summary>
    TooMany,

    /// <summary>The check itself failed.</summary>
    Internal,
}

/// <summary>How an API server names a <see cref="FieldErrorKind"/>.</summary>
public static class FieldErrorKinds
{
    /// <summary>The machine's word: <c>FieldValueInvalid</c>.</summary>
    public static string Reason(this FieldErrorKind kind) => kind == FieldErrorKind.Internal ? "InternalError" : "FieldValue" + kind;

    /// <summary>The people's words: <c>Invalid value</c>.</summary>
    public static string Text(this FieldErrorKind kind) => kind switch
    {
        FieldErrorKind.Invalid or FieldErrorKind.TypeInvalid => "Invalid value",
        FieldErrorKind.Required => "Required value",
        FieldErrorKind.NotSupported => "Unsupported value",
        FieldErrorKind.Forbidden => "Forbidden",
        FieldErrorKind.Duplicate => "Duplicate value",
        FieldErrorKind.NotFound => "Not found",
        FieldErrorKind.TooLong => "Too long",
        FieldErrorKind.TooMany => "Too many",
        _ => "Internal error",
    };
}
