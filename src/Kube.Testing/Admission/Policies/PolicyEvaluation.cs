using System.Text;
using Kube.Cel;
using Kube.Testing.Admission.Expressions;

namespace Kube.Testing.Admission.Policies;

/// <summary>What one validation of a policy came to.</summary>
/// <param name="IsDenied">Whether it refuses the write.</param>
/// <param name="Message">Why.</param>
/// <param name="Reason">The reason of the answer; none for <c>Invalid</c>.</param>
internal readonly record struct PolicyDecision(bool IsDenied, string Message, string? Reason);

/// <summary>What a policy says of a write: its decisions, one a validation, its audit annotations, and errors of those.</summary>
internal sealed record PolicyResult(IReadOnlyList<PolicyDecision> Decisions, IReadOnlyList<(string Key, string Value)> Annotations, IReadOnlyList<string> AnnotationErrors)
{
    public static readonly PolicyResult Nothing = new([], [], []);
}

/// <summary>Evaluates a policy for a write, with one object of parameters or none (KEP-3488).</summary>
internal static class PolicyEvaluation
{
    private const int MaximumMessage = 5 * 1024;
    private const int MaximumAnnotation = 10 * 1024;

    public static PolicyResult Evaluate(PolicyProgram program, AdmissionInput input, bool ignoresFailures)
    {
        if (!program.Conditions.Hold(input, ignoresFailures, out var conditionError))
        {
            return conditionError is null ? PolicyResult.Nothing : Failed(conditionError);
        }

        var budget = new CostBudget(CostBudget.Policy);
        List<AdmissionOutcome> outcomes;
        try
        {
            outcomes = Run(program, input, budget, program.Validations.Select(v => v.Expression));
        }
        catch (BudgetSpentException spent)
        {
            return ignoresFailures ? PolicyResult.Nothing : Failed(spent.Message);
        }

        var (messages, messageError) = Messages(program, input, budget);
        var decisions = program.Validations.Select((validation, i) => Decide(validation, outcomes[i], messages?[i], messageError, ignoresFailures)).ToList();
        try
        {
            return Annotate(program, input, decisions, ignoresFailures);
        }
        catch (BudgetSpentException spent)
        {
            return ignoresFailures ? PolicyResult.Nothing : Failed(spent.Message);
        }
    }

    private static PolicyResult Failed(string message) => new([new(true, message, null)], [], []);

    private static List<AdmissionOutcome> Run(PolicyProgram program, AdmissionInput input, CostBudget budget, IEnumerable<AdmissionExpression?> expressions)
    {
        var variables = new VariableValues(program, input);
        var outcomes = new List<AdmissionOutcome>();
        foreach (var expression in expressions)
        {
            outcomes.Add(expression?.Evaluate(variables.Input, budget) ?? default);
            budget.Spend(variables.TakeCost());
        }

        return outcomes;
    }

    private static (List<AdmissionOutcome>? Messages, string? Error) Messages(PolicyProgram program, AdmissionInput input, CostBudget budget)
    {
        try
        {
            return (Run(program, input, budget, program.Validations.Select(v => v.MessageExpression)), null);
        }
        catch (BudgetSpentException spent)
        {
            return (null, spent.Message);
        }
    }

    private static PolicyDecision Decide(PolicyValidation validation, AdmissionOutcome outcome, AdmissionOutcome? message, string? messageError, bool ignoresFailures)
    {
        if (outcome.Error is { } error)
        {
            return new(!ignoresFailures, error, null);
        }

        if (messageError is not null)
        {
            return new(!ignoresFailures, $"failed messageExpression: {messageError}", null);
        }

        return outcome.Value.IsTrue ? default : new(true, MessageOf(validation, message), validation.Reason);
    }

    private static string MessageOf(PolicyValidation validation, AdmissionOutcome? evaluated)
    {
        if (validation.MessageExpression is not null && evaluated is { Error: null, Value: { Kind: CelKind.String } text })
        {
            var message = text.AsString.Trim();
            if (message.Length > 0 && !message.Contains('\n', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(message) <= MaximumMessage)
            {
                return message;
            }
        }

        return string.IsNullOrWhiteSpace(validation.Message) ? $"failed expression: {validation.Expression.Text.Trim()}" : validation.Message.Trim();
    }

    private static PolicyResult Annotate(PolicyProgram program, AdmissionInput input, IReadOnlyList<PolicyDecision> decisions, bool ignoresFailures)
    {
        var outcomes = Run(program, input, new CostBudget(CostBudget.Policy), program.Annotations.Select(a => a.Expression));
        var annotations = new List<(string, string)>();
        var errors = new List<string>();
        foreach (var (annotation, outcome) in program.Annotations.Zip(outcomes))
        {
            if (outcome.Error is { } error)
            {
                if (!ignoresFailures)
                {
                    errors.Add(error);
                }
            }
            else if (outcome.Value.Kind == CelKind.String && outcome.Value.AsString.Trim() is { Length: > 0 } value)
            {
                annotations.Add((annotation.Key, value.Length > MaximumAnnotation ? value[..MaximumAnnotation] : value));
            }
        }

        return new(decisions, annotations, errors);
    }
}
