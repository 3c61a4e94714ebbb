using Kube.Cel;

namespace Kube.Testing.Admission.Expressions;

/// <summary>The cost that is left for the evaluations of one policy or webhook.</summary>
internal sealed class CostBudget(ulong limit)
{
    /// <summary>What all expressions of a policy may cost for one binding.</summary>
    public const ulong Policy = 10_000_000;

    /// <summary>What the conditions of a webhook or a policy may cost.</summary>
    public const ulong Conditions = 2_500_000;

    /// <summary>What one evaluation may cost.</summary>
    public const ulong Call = 1_000_000;

    private ulong _left = limit;

    /// <exception cref="BudgetSpentException">There is less left.</exception>
    public void Spend(ulong cost) => _left = cost <= _left ? _left - cost : throw new BudgetSpentException();
}

/// <summary>The expressions of a policy or webhook cost more than allowed.</summary>
internal sealed class BudgetSpentException() : Exception("validation failed due to running out of cost budget, no further validation rules will be run");

/// <summary>What an evaluation came to: a value, or why there is none.</summary>
internal readonly record struct AdmissionOutcome(CelValue Value, string? Error);

/// <summary>A compiled expression of a policy or webhook.</summary>
internal sealed class AdmissionExpression
{
    private readonly CelExpression? _program;
    private readonly bool _hasParams;

    private AdmissionExpression(string text, CelExpression? program, bool hasParams, string? error)
    {
        Text = text;
        _program = program;
        _hasParams = hasParams;
        Error = error;
    }

    public string Text { get; }

    /// <summary>Why it cannot be used, in the real server's words; none where it can.</summary>
    public string? Error { get; }

    public CelType ResultType => _program?.ResultType ?? CelType.Dyn;

    /// <param name="environment">What it may refer to.</param>
    /// <param name="text">The expression.</param>
    /// <param name="hasParams">Whether <c>params</c> is declared.</param>
    /// <param name="results">The types it may evaluate to; none for any.</param>
    public static AdmissionExpression Compile(CelEnvironment environment, string text, bool hasParams, params ReadOnlySpan<CelType> results)
    {
        var compiled = environment.Compile(text);
        if (compiled.Expression is not { } program)
        {
            return new(text, null, hasParams, $"compilation failed: {compiled.RenderDiagnostics()}");
        }

        if (results.Length > 0 && !results.Contains(program.ResultType))
        {
            var wanted = results.Length == 1 ? results[0].ToString() : $"one of [{string.Join(" ", results.ToArray().Select(r => r.ToString()))}]";
            return new(text, null, hasParams, $"must evaluate to {wanted} but got {program.ResultType}");
        }

        return program.InstantiationError is { } instantiation
            ? new(text, null, hasParams, $"program instantiation failed: {instantiation}")
            : new(text, program, hasParams, null);
    }

    /// <exception cref="BudgetSpentException">Nothing further may run.</exception>
    public AdmissionOutcome Evaluate(AdmissionInput input, CostBudget budget)
    {
        if (_program is null)
        {
            return new(default, $"compilation error: {Error}");
        }

        var (value, cost) = Run(input);
        budget.Spend(cost);
        return value.IsError ? new(default, $"expression '{Text}' resulted in error: {value.AsError.Message}") : new(value, null);
    }

    /// <summary>Evaluates without looking at a budget: for variables, whose cost whoever reads them bears.</summary>
    public CelResult Run(AdmissionInput input) => _program!.Evaluate(input.In(_program.Environment, _hasParams), CostBudget.Call);
}
