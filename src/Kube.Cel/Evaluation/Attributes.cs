namespace Kube.Cel.Evaluation;

/// <summary>A step further selections can be hung on, so that a whole path is walked at once.</summary>
/// <remarks>
/// The reference implementation charges one for each selection walked and one for the path as a whole, but not the latter when the path is a
/// branch of <c>?:</c> or an index. Hence the two ways to get the value.
/// </remarks>
internal abstract class AttributeStep : Step
{
    /// <summary>The value without the charge for the path as a whole.</summary>
    public abstract CelValue Resolve(ref Frame frame);

    public abstract void Add(Qualifier qualifier);
}

/// <summary>A path: where it starts, and the selections from there.</summary>
internal abstract class PathStep : AttributeStep
{
    private Qualifier[] _qualifiers = [];
    private bool _isPresenceTest;

    public override void Add(Qualifier qualifier)
    {
        Array.Resize(ref _qualifiers, _qualifiers.Length + 1);
        _qualifiers[_qualifiers.Length - 1] = qualifier;
        _isPresenceTest |= qualifier.IsPresenceTest;
    }

    public override CelValue Evaluate(ref Frame frame)
    {
        var value = Resolve(ref frame);
        if (!_isPresenceTest)
        {
            frame.Charge(1);
        }

        return value;
    }

    public override CelValue Resolve(ref Frame frame)
    {
        var value = Start(ref frame);
        if (value.IsError)
        {
            return value;
        }

        var optional = value.Kind == CelKind.Optional && _qualifiers.Length > 0;
        if (optional)
        {
            if (!value.HasOptionalValue)
            {
                return _isPresenceTest ? CelValue.False : value;
            }

            value = value.OptionalValue;
        }

        foreach (var qualifier in _qualifiers)
        {
            optional |= qualifier.IsOptional;
            if (!qualifier.TryQualify(ref frame, value, out var next))
            {
                if (optional)
                {
                    return _isPresenceTest ? CelValue.False : CelValue.OptionalNone;
                }

                frame.Charge(1);
                return qualifier.Missing(ref frame, value);
            }

            if (optional && qualifier.IsPresenceTest && next.IsFalse)
            {
                return next;
            }

            frame.Charge(1);
            if (next.IsError)
            {
                return next;
            }

            value = next;
        }

        return optional && !_isPresenceTest ? CelValue.Optional(value) : value;
    }

    protected abstract CelValue Start(ref Frame frame);
}

/// <summary>A path from a declared variable.</summary>
internal sealed class VariablePath(int slot, string name) : PathStep
{
    protected override CelValue Start(ref Frame frame) =>
        frame.Variables.TryGet(slot, out var value) ? value : CelValue.Error("no such attribute(s): " + name);
}

/// <summary>A path from a name nothing is known about; only unchecked expressions have it.</summary>
internal sealed class UnknownPath(string name) : PathStep
{
    protected override CelValue Start(ref Frame frame) => CelValue.Error("no such attribute(s): " + name);
}

/// <summary>A path from a variable bound by a fold.</summary>
internal sealed class LocalPath(int slot) : PathStep
{
    /// <summary>For a binding, evaluates the bound expression when it is first needed.</summary>
    public Step? Lazy { get; init; }

    protected override CelValue Start(ref Frame frame)
    {
        if (Lazy is not null && FoldStep.IsUnset(frame.Locals[slot]))
        {
            frame.Locals[slot] = Lazy.Evaluate(ref frame);
        }

        return frame.Locals[slot];
    }
}

/// <summary>A path from the value of another step.</summary>
internal sealed class RelativePath(Step operand) : PathStep
{
    protected override CelValue Start(ref Frame frame) => operand.Evaluate(ref frame);
}

/// <summary><c>condition ? a : b</c>; a selection after it applies to either branch.</summary>
internal sealed class ConditionalStep(Step condition, Step whenTrue, Step whenFalse) : AttributeStep
{
    private Step _whenTrue = whenTrue;
    private Step _whenFalse = whenFalse;

    public override CelValue Evaluate(ref Frame frame) => Resolve(ref frame);

    public override CelValue Resolve(ref Frame frame)
    {
        var decision = condition.Evaluate(ref frame);
        if (decision.Kind != CelKind.Bool)
        {
            return decision.IsError ? decision : CelError.NoSuchOverload;
        }

        var branch = decision.AsBool ? _whenTrue : _whenFalse;
        return branch is AttributeStep attribute ? attribute.Resolve(ref frame) : branch.Evaluate(ref frame);
    }

    public override void Add(Qualifier qualifier)
    {
        _whenTrue = With(_whenTrue, qualifier);
        _whenFalse = With(_whenFalse, qualifier);
    }

    private static AttributeStep With(Step branch, Qualifier qualifier)
    {
        var attribute = branch as AttributeStep ?? new RelativePath(branch);
        attribute.Add(qualifier);
        return attribute;
    }
}
