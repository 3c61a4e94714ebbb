using Kube.Cel;
using Kube.Schema.Json;

namespace Kube.Testing.Admission.Expressions;

/// <summary>The <c>matchConditions</c> of a webhook or policy: it is about a write only where all of them hold.</summary>
internal sealed class MatchConditions
{
    private readonly IReadOnlyList<AdmissionExpression> _conditions;

    private MatchConditions(IReadOnlyList<AdmissionExpression> conditions) => _conditions = conditions;

    public bool IsEmpty => _conditions.Count == 0;

    public static MatchConditions Of(JsonArray? conditions, bool hasParams) => Of(conditions, AdmissionEnvironment.Get(hasParams), hasParams);

    public static MatchConditions Of(JsonArray? conditions, CelEnvironment environment, bool hasParams) => new(
        [.. (conditions ?? JsonArray.Empty).OfType<JsonObject>().Select(c => AdmissionExpression.Compile(environment, c.GetString("expression") ?? "", hasParams, CelType.Bool))]);

    /// <summary>Whether all hold. One that is false decides, whatever the others do; else an error is for the failure policy to judge.</summary>
    /// <param name="input">The values.</param>
    /// <param name="ignoresFailures">Whether an error means that the conditions do not hold.</param>
    /// <param name="error">Set where it cannot be told.</param>
    public bool Hold(AdmissionInput input, bool ignoresFailures, out string? error)
    {
        var errors = new List<string>();
        var budget = new CostBudget(CostBudget.Conditions);
        error = null;
        try
        {
            foreach (var condition in _conditions)
            {
                var (value, problem) = condition.Evaluate(input, budget);
                if (problem is not null)
                {
                    errors.Add(problem);
                }
                else if (value.IsFalse)
                {
                    return false;
                }
            }
        }
        catch (BudgetSpentException spent)
        {
            errors = [spent.Message];
        }

        if (errors.Count == 0)
        {
            return true;
        }

        error = ignoresFailures ? null : errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors.Distinct())}]";
        return false;
    }
}
