using Kube.Cel.Costs;
using Kube.Cel.Library;
using Kube.Cel.Re2;

namespace Kube.Cel.Evaluation;

/// <content>Regular expressions known when the plan is made are compiled once.</content>
internal sealed partial class Planner
{
    private Step? PlanRegex(string function, Overload[] overloads, List<Step> arguments, CallCost? cost)
    {
        if (function is not ("matches" or "find" or "findAll") || arguments[1] is not ConstantStep { Value: { Kind: CelKind.String } pattern })
        {
            return null;
        }

        if (Re2Regex.TryParse(pattern.AsString, out var regex, out var error))
        {
            return new RegexStep(function, overloads, regex, [.. arguments], cost);
        }

        Failure ??= error!.Message;
        return new ConstantStep(CelValue.Error(error!.Message));
    }

    private sealed class RegexStep(string function, Overload[] overloads, Re2Regex regex, Step[] arguments, CallCost? cost) : Step
    {
        public override CelValue Evaluate(ref Frame frame)
        {
            var values = new CelValue[arguments.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = arguments[i].Evaluate(ref frame);
                if (values[i].IsError)
                {
                    return values[i];
                }
            }

            frame.Charge(cost is null ? 1 : cost(values[0], values[1], values.Length, default));
            return frame.IsCancelled ? CelError.CostLimit : !Array.Exists(overloads, o => o.Accepts(values)) ? CelError.NoOverloadOf(function, values) : function switch
            {
                "matches" => CelValue.Bool(regex.IsMatch(values[0].AsString)),
                "find" => RegexFunctions.Find(regex, values[0].AsString),
                _ => RegexFunctions.FindAll(regex, values[0].AsString, values.Length > 2 ? values[2].AsInt : -1),
            };
        }
    }
}
