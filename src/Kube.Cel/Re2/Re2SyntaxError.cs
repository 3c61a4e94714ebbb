namespace Kube.Cel.Re2;

/// <summary>What is wrong with a regular expression. The values are those of Go's <c>regexp/syntax</c>.</summary>
public enum Re2ErrorCode
{
    /// <summary>A character class cannot be read.</summary>
    InvalidCharClass,

    /// <summary>A range is upside down, or a named class (<c>[:x:]</c>, <c>\p{x}</c>) does not exist.</summary>
    InvalidCharRange,

    /// <summary>An escape such as <c>\q</c>, <c>\1</c> or <c>\Z</c> means nothing in RE2.</summary>
    InvalidEscape,

    /// <summary>The name of a group is missing or has other characters than letters, digits and underscores.</summary>
    InvalidNamedCapture,

    /// <summary>A group begins with <c>(?</c> and goes on in a way RE2 does not have, such as look-around.</summary>
    InvalidPerlOp,

    /// <summary>A repetition stands on a repetition: <c>a**</c>, <c>a++</c>.</summary>
    InvalidRepeatOp,

    /// <summary>A count is over 1000 (nested counts multiply), or the minimum is over the maximum.</summary>
    InvalidRepeatSize,

    /// <summary>A <c>[</c> is never closed.</summary>
    MissingBracket,

    /// <summary>A <c>(</c> is never closed.</summary>
    MissingParen,

    /// <summary>A repetition has nothing to repeat.</summary>
    MissingRepeatArgument,

    /// <summary>The expression ends in a single backslash.</summary>
    TrailingBackslash,

    /// <summary>A <c>)</c> was never opened.</summary>
    UnexpectedParen,

    /// <summary>The expression nests more than 1000 deep.</summary>
    NestingDepth,

    /// <summary>The compiled form would be larger than Go allows.</summary>
    TooLarge,
}

/// <summary>Why a text is no RE2 expression: kind, offending part and place.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="Fragment">The part of the expression that Go quotes; for parentheses and limits, the whole expression.</param>
/// <param name="Position">Where to point: index in UTF-16 units of the first offending character.</param>
public sealed record Re2SyntaxError(Re2ErrorCode Code, string Fragment, int Position)
{
    /// <summary>Go's text for the error, as API servers print it: <c>error parsing regexp: missing closing ): `(a`</c>.</summary>
    public string Message => $"error parsing regexp: {Describe(Code)}: `{Fragment}`";

    /// <inheritdoc/>
    public override string ToString() => Message;

    private static string Describe(Re2ErrorCode code) => code switch
    {
        Re2ErrorCode.InvalidCharClass => "invalid character class",
        Re2ErrorCode.InvalidCharRange => "invalid character class range",
        Re2ErrorCode.InvalidEscape => "invalid escape sequence",
        Re2ErrorCode.InvalidNamedCapture => "invalid named capture",
        Re2ErrorCode.InvalidPerlOp => "invalid or unsupported Perl syntax",
        Re2ErrorCode.InvalidRepeatOp => "invalid nested repetition operator",
        Re2ErrorCode.InvalidRepeatSize => "invalid repeat count",
        Re2ErrorCode.MissingBracket => "missing closing ]",
        Re2ErrorCode.MissingParen => "missing closing )",
        Re2ErrorCode.MissingRepeatArgument => "missing argument to repetition operator",
        Re2ErrorCode.TrailingBackslash => "trailing backslash at end of expression",
        Re2ErrorCode.UnexpectedParen => "unexpected )",
        Re2ErrorCode.NestingDepth => "expression nests too deeply",
        Re2ErrorCode.TooLarge => "expression too large",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
    };
}

/// <summary>Thrown by <see cref="Re2Regex.Parse"/> for a text that is no RE2 expression.</summary>
public sealed class Re2SyntaxException : FormatException
{
    /// <summary>Wraps an error; its message becomes the exception's.</summary>
    /// <param name="error">What is wrong and where.</param>
    public Re2SyntaxException(Re2SyntaxError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message) => Error = error;

    /// <summary>What is wrong and where.</summary>
    public Re2SyntaxError Error { get; }
}
