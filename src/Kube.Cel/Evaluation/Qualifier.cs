namespace Kube.Cel.Evaluation;

/// <summary>One selection of a path: <c>.field</c>, <c>[index]</c>, their optional forms, or the last one of <c>has()</c>.</summary>
internal abstract class Qualifier
{
    public bool IsOptional { get; init; }

    public bool IsPresenceTest { get; init; }

    /// <summary>The selected value, which may be an error; false when there is nothing to select.</summary>
    public abstract bool TryQualify(ref Frame frame, in CelValue target, out CelValue value);

    /// <summary>The error for a selection that found nothing.</summary>
    public abstract CelValue Missing(ref Frame frame, in CelValue target);

    protected bool TryGet(in CelValue target, in CelValue key, out CelValue value)
    {
        switch (target.Kind)
        {
            case CelKind.Map:
                return target.AsMap.TryGet(key, out value);
            case CelKind.List:
                if (!TryIndex(key, out var index, out value))
                {
                    return true;
                }

                var list = target.AsList;
                if (index >= 0 && index < list.Count)
                {
                    value = list[(int)index];
                    return true;
                }

                return false;
            case CelKind.Optional when target.HasOptionalValue:
                return TryGet(target.OptionalValue, key, out value);
            case CelKind.Error:
                value = target;
                return true;
            default:
                value = default;
                return false;
        }
    }

    protected static CelValue MissingAt(in CelValue target, in CelValue key) =>
        target.Kind == CelKind.List ? CelError.IndexOutOfBounds(key) : CelError.NoSuchKey(key);

    private static bool TryIndex(in CelValue key, out long index, out CelValue error)
    {
        error = default;
        switch (key.Kind)
        {
            case CelKind.Int:
                index = key.AsInt;
                return true;
            case CelKind.UInt when key.AsUInt <= long.MaxValue:
                index = (long)key.AsUInt;
                return true;
            case CelKind.Double when Numbers.TryExactInt(key.AsDouble, out index):
                return true;
            default:
                index = 0;
                error = key.Kind is CelKind.UInt or CelKind.Double
                    ? CelValue.Error($"unsupported index value {key} in list")
                    : CelValue.Error($"unsupported index type '{key.RuntimeType.Name}' in list");
                return false;
        }
    }
}

/// <summary>A field or a key that is known when the plan is made.</summary>
internal sealed class ConstantQualifier(CelValue key, CelField? field) : Qualifier
{
    public override bool TryQualify(ref Frame frame, in CelValue target, out CelValue value)
    {
        if (IsPresenceTest)
        {
            value = field is not null && target.Kind == CelKind.Map ? target.AsMap.HasField(field)
                : !TryGet(target, key, out var present) ? CelValue.False
                : present.IsError ? present : CelValue.True;
            return true;
        }

        return field is not null && target.Kind == CelKind.Map ? target.AsMap.TryGetField(field, out value) : TryGet(target, key, out value);
    }

    public override CelValue Missing(ref Frame frame, in CelValue target) => MissingAt(target, key);
}

/// <summary>An index that is computed.</summary>
internal sealed class ComputedQualifier(Step key) : Qualifier
{
    public override bool TryQualify(ref Frame frame, in CelValue target, out CelValue value)
    {
        var index = key is AttributeStep attribute ? attribute.Resolve(ref frame) : key.Evaluate(ref frame);
        if (index.IsError)
        {
            value = index;
            return true;
        }

        if (index.Kind is not (CelKind.Int or CelKind.UInt or CelKind.String or CelKind.Bool or CelKind.Double))
        {
            value = CelValue.Error($"invalid qualifier type: {index.RuntimeType.Name}");
            return true;
        }

        if (TryGet(target, index, out value))
        {
            return true;
        }

        if (IsOptional || target.Kind == CelKind.Optional)
        {
            return false;
        }

        value = MissingAt(target, index);
        return true;
    }

    public override CelValue Missing(ref Frame frame, in CelValue target) => CelValue.Error("no such key");
}
