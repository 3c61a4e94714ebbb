using Kube.Cel.Costs;

namespace Kube.Cel.Evaluation;

/// <summary><c>a &amp;&amp; b</c>: false wins over errors, whichever side it is on.</summary>
internal sealed class AndStep(Step left, Step right) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var a = left.Evaluate(ref frame);
        if (a.IsFalse || frame.IsCancelled)
        {
            return a;
        }

        var b = right.Evaluate(ref frame);
        return b.IsFalse ? b : a.Kind != CelKind.Bool ? OrStep.AsError(a) : b.Kind != CelKind.Bool ? OrStep.AsError(b) : CelValue.True;
    }
}

/// <summary><c>a || b</c>: true wins over errors, whichever side it is on.</summary>
internal sealed class OrStep(Step left, Step right) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var a = left.Evaluate(ref frame);
        if (a.IsTrue || frame.IsCancelled)
        {
            return a;
        }

        var b = right.Evaluate(ref frame);
        return b.IsTrue ? b : a.Kind != CelKind.Bool ? AsError(a) : b.Kind != CelKind.Bool ? AsError(b) : CelValue.False;
    }

    public static CelValue AsError(in CelValue value) => value.IsError ? value : CelError.NoSuchOverload;
}

/// <summary>The loop condition of quantifiers: anything but false goes on, errors too.</summary>
internal sealed class NotStrictlyFalseStep(Step operand) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var value = operand.Evaluate(ref frame);
        frame.Charge(1);
        return value.Kind == CelKind.Bool ? value : CelValue.True;
    }
}

/// <summary><c>a == b</c> and <c>a != b</c>.</summary>
internal sealed class EqualityStep(Step left, Step right, bool negate) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var a = left.Evaluate(ref frame);
        var b = right.Evaluate(ref frame);
        frame.Charge(RuntimeCosts.OfEquality(a, b, negate));
        if (a.IsError)
        {
            return a;
        }

        if (b.IsError)
        {
            return b;
        }

        if (frame.IsCancelled)
        {
            return CelError.CostLimit;
        }

        var equal = Equality.Compare(a, b);
        return negate ? CelValue.Bool(!equal.IsTrue) : equal;
    }
}

/// <summary><c>x in [1, 2, 3]</c> with a list known when the plan is made.</summary>
internal sealed class MembershipStep(Step value, CelDictionaryMap members) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var candidate = value.Evaluate(ref frame);
        return candidate.IsError ? candidate : CelValue.Bool(members.TryGet(candidate, out _));
    }
}

/// <summary><c>optional.or(optional)</c> and <c>optional.orValue(value)</c>: the right side is only evaluated when needed.</summary>
internal sealed class OptionalOrStep(Step left, Step right, bool unwrap) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var optional = left.Evaluate(ref frame);
        if (optional.Kind != CelKind.Optional)
        {
            return optional;
        }

        return !optional.HasOptionalValue ? right.Evaluate(ref frame) : unwrap ? optional.OptionalValue : optional;
    }
}
