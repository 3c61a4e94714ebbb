using Kube.Cel.Evaluation;
using Kube.Cel.Syntax;

namespace Kube.Cel;

/// <summary>A checked expression, ready to be costed and evaluated from any number of threads.</summary>
public sealed class CelExpression
{
    private readonly Step _program;
    private readonly int _localCount;

    internal CelExpression(CelEnvironment environment, string text, Expr root, int nodeCount, Step program, int localCount, string? instantiationError)
    {
        Environment = environment;
        Text = text;
        Root = root;
        NodeCount = nodeCount;
        _program = program;
        _localCount = localCount;
        InstantiationError = instantiationError;
    }

    /// <summary>The environment it was compiled in.</summary>
    public CelEnvironment Environment { get; }

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>The tree, macros expanded, every node typed.</summary>
    public Expr Root { get; }

    /// <summary>The static type of the result; <see cref="CelType.Dyn"/> when only known at run time.</summary>
    public CelType ResultType => Root.Type ?? CelType.Dyn;

    /// <summary>
    /// Why the expression can never be run although it checks, such as <c>int('x')</c> or a constant pattern that does not parse; null if it can.
    /// An API server refuses such a rule with <c>program instantiation failed: </c> and this text.
    /// </summary>
    public string? InstantiationError { get; }

    internal int NodeCount { get; }

    /// <summary>Evaluates the expression.</summary>
    /// <param name="variables">Values of the variables, made by <see cref="CelEnvironment.NewVariables"/>.</param>
    /// <param name="costLimit">Stops the evaluation with an error when it has cost more than this.</param>
    /// <returns>The value or the error, and what the evaluation cost.</returns>
    public CelResult Evaluate(CelVariables variables, ulong costLimit = ulong.MaxValue)
    {
        EvaluationWork.Reset();
        var frame = new Frame(variables, _localCount == 0 ? [] : new CelValue[_localCount], costLimit);
        var value = InstantiationError is null ? _program.Evaluate(ref frame) : CelValue.Error(InstantiationError);
        return new CelResult(frame.IsCancelled ? CelError.CostLimit : EvaluationWork.IsOver ? EvaluationWork.Fault : value, frame.Cost);
    }

    /// <summary>What an evaluation can cost at least and at most, exactly as an API server estimates it.</summary>
    /// <param name="self">The declared sizes of <c>self</c> and <c>oldSelf</c>; null when nothing is known about the data.</param>
    public CostEstimate EstimateCost(SizedType? self) => Costs.CostEstimator.Estimate(this, self);

    /// <summary>Whether the expression refers to the variable.</summary>
    public bool Uses(string variable) => VariableUse.Finds(Root, variable);
}

/// <summary>What an evaluation came to.</summary>
/// <param name="Value">The value; of kind <see cref="CelKind.Error"/> when there is none.</param>
/// <param name="Cost">The cost in the units of <see cref="CelExpression.Evaluate"/>'s limit.</param>
public readonly record struct CelResult(CelValue Value, ulong Cost);
