namespace Kube.Cel.Evaluation;

/// <summary>A fold: what <c>all</c>, <c>map</c>, … become.</summary>
internal sealed class FoldStep(Step range, int firstSlot, int secondSlot, int accumulatorSlot, Step condition, Step step, Step result) : Step
{
    private static readonly CelValue Unset = CelValue.Error("binding was not evaluated");

    /// <summary>The accumulator's first value; null for a binding, which is evaluated when it is needed.</summary>
    public Step? Init { get; init; }

    public static bool IsUnset(in CelValue value) => value.IsError && ReferenceEquals(value.AsError, Unset.AsError);

    public override CelValue Evaluate(ref Frame frame)
    {
        var source = range.Evaluate(ref frame);
        if (source.IsError)
        {
            return source;
        }

        frame.Locals[accumulatorSlot] = Init is null ? Unset : Fresh(Init.Evaluate(ref frame));
        var failure = source.Kind switch
        {
            CelKind.List => OverList(ref frame, source.AsList),
            CelKind.Map => OverMap(ref frame, source.AsMap),
            _ => CelValue.Error($"got '{source.RuntimeType.Name}', expected iterable type"),
        };
        return failure.IsError ? failure : frame.IsCancelled ? CelError.CostLimit : result.Evaluate(ref frame);
    }

    private CelValue OverList(ref Frame frame, CelList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            frame.Locals[firstSlot] = secondSlot >= 0 ? CelValue.Int(i) : list[i];
            if (secondSlot >= 0)
            {
                frame.Locals[secondSlot] = list[i];
            }

            if (!Advance(ref frame))
            {
                break;
            }
        }

        return CelValue.Null;
    }

    private CelValue OverMap(ref Frame frame, CelMap map)
    {
        foreach (var key in map.Keys)
        {
            frame.Locals[firstSlot] = key;
            if (secondSlot >= 0)
            {
                frame.Locals[secondSlot] = map.TryGet(key, out var value) ? value : CelError.NoSuchKey(key);
            }

            if (!Advance(ref frame))
            {
                break;
            }
        }

        return CelValue.Null;
    }

    private bool Advance(ref Frame frame)
    {
        if (condition.Evaluate(ref frame).IsFalse || frame.IsCancelled)
        {
            return false;
        }

        frame.Locals[accumulatorSlot] = step.Evaluate(ref frame);
        return !frame.IsCancelled && !EvaluationWork.IsOver;
    }

    /// <summary>Folds that build a list or a map grow one of their own instead of copying at every step.</summary>
    private static CelValue Fresh(in CelValue init) => init.Kind switch
    {
        CelKind.List when init.AsList.Count == 0 => CelValue.List(new AccumulatorList()),
        CelKind.Map when init.AsMap.Count == 0 => CelValue.Map(new CelDictionaryMap()),
        _ => init,
    };
}
