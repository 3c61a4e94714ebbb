namespace Kube.Cel.Evaluation;

/// <summary>One evaluation under way: variables, what folds have bound, and the cost so far.</summary>
internal struct Frame(CelVariables variables, CelValue[] locals, ulong limit)
{
    public readonly CelVariables Variables = variables;
    public readonly CelValue[] Locals = locals;
    private readonly ulong _limit = limit;

    public ulong Cost { get; private set; }

    /// <summary>Set once the limit is passed; loops and logic then stop, and the result is replaced by an error.</summary>
    public bool IsCancelled { get; private set; }

    public void Charge(ulong cost)
    {
        Cost = cost > ulong.MaxValue - Cost ? ulong.MaxValue : Cost + cost;
        if (Cost > _limit)
        {
            IsCancelled = true;
        }
    }
}

/// <summary>A node of an evaluation plan.</summary>
internal abstract class Step
{
    public abstract CelValue Evaluate(ref Frame frame);
}

/// <summary>A value known when the plan is made; costs nothing.</summary>
internal sealed class ConstantStep(CelValue value) : Step
{
    public CelValue Value => value;

    public override CelValue Evaluate(ref Frame frame) => value;
}
