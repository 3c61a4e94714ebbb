namespace Kube.Cel;

/// <summary>Why an expression has no value. Errors are values: <c>&amp;&amp;</c>, <c>||</c> and the quantifiers may make them disappear.</summary>
/// <param name="message">The reason in the words of the reference implementation.</param>
public sealed class CelError(string message)
{
    internal static readonly CelValue IntOverflow = CelValue.Error("integer overflow");
    internal static readonly CelValue UIntOverflow = CelValue.Error("unsigned integer overflow");
    internal static readonly CelValue DurationOverflow = CelValue.Error("duration overflow");
    internal static readonly CelValue TimestampOverflow = CelValue.Error("timestamp overflow");
    internal static readonly CelValue DivisionByZero = CelValue.Error("division by zero");
    internal static readonly CelValue ModulusByZero = CelValue.Error("modulus by zero");
    internal static readonly CelValue NaNOrder = CelValue.Error("NaN values cannot be ordered");
    internal static readonly CelValue NoSuchOverload = CelValue.Error(new CelError("no such overload") { IsNoSuchOverload = true });
    internal static readonly CelValue OptionalNoneValue = CelValue.Error("optional.none() dereference");
    internal static readonly CelValue CostLimit =
        CelValue.Error(new CelError("operation cancelled: actual cost limit exceeded") { IsCostLimit = true });

    /// <summary>The reason.</summary>
    public string Message { get; } = message;

    /// <summary>True when a function met arguments of types it does not take; the type check cannot see that for <c>dyn</c> values.</summary>
    public bool IsNoSuchOverload { get; private init; }

    /// <summary>True when the evaluation was stopped because it cost more than allowed.</summary>
    public bool IsCostLimit { get; private init; }

    internal static CelValue NoOverloadOf(string function, params CelValue[] arguments) => CelValue.Error(
        new CelError($"no such overload: {function}({string.Join(", ", arguments.Select(a => a.RuntimeType.Name))})") { IsNoSuchOverload = true });

    internal static CelValue NoSuchKey(in CelValue key) => CelValue.Error("no such key: " + key);

    internal static CelValue IndexOutOfBounds(in CelValue index) => CelValue.Error("index out of bounds: " + index);

    /// <inheritdoc/>
    public override string ToString() => Message;
}
