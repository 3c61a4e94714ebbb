using Kube.Cel;
using Kube.Testing.Admission.Expressions;

namespace Kube.Testing.Admission.Policies;

/// <summary>The <c>variables</c> of one evaluation: each is made when it is first read, and once.</summary>
internal sealed class VariableValues(PolicyProgram program, AdmissionInput input) : CelMap
{
    private readonly Dictionary<string, CelValue> _known = new(StringComparer.Ordinal);
    private ulong _cost;

    public override int Count => program.Variables.Count;

    public override IEnumerable<CelValue> Keys => program.Variables.Select(v => CelValue.String(v.Name));

    /// <summary>The input with these variables.</summary>
    public AdmissionInput Input => input with { Variables = CelValue.Map(this) };

    /// <summary>What making variables has cost since this was last asked.</summary>
    public ulong TakeCost()
    {
        var cost = _cost;
        _cost = 0;
        return cost;
    }

    public override bool TryGet(in CelValue key, out CelValue value)
    {
        var name = key.Kind == CelKind.String ? key.AsString : "";
        if (_known.TryGetValue(name, out value))
        {
            return true;
        }

        if (program.Variables.LastOrDefault(v => v.Name == name) is not { } variable)
        {
            return false;
        }

        _known[name] = value = Make(variable);
        return true;
    }

    private CelValue Make(PolicyVariable variable)
    {
        if (variable.Expression.Error is { } error)
        {
            return CelValue.Error($"composited variable \"{variable.Name}\" fails to compile: {error}");
        }

        var (value, cost) = variable.Expression.Run(Input);
        _cost += cost;
        return value.IsError ? CelValue.Error($"composited variable \"{variable.Name}\" fails to evaluate: {value.AsError.Message}") : value;
    }
}
