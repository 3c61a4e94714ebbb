using Kube.Cel.Costs;
using Kube.Cel.Library;

namespace Kube.Cel.Evaluation;

/// <summary>A call with one argument.</summary>
internal sealed class UnaryStep(string function, Overload[] overloads, Step argument, CallCost? cost) : Step
{
    private readonly bool _needsResult = RuntimeCosts.NeedsResult(cost);

    public override CelValue Evaluate(ref Frame frame)
    {
        var value = argument.Evaluate(ref frame);
        if (!_needsResult)
        {
            frame.Charge(cost is null ? 1 : cost(value, default, 1, default));
        }

        var result = value.IsError ? value : frame.IsCancelled ? CelError.CostLimit : Invoke(value);
        if (_needsResult)
        {
            frame.Charge(cost!(value, default, 1, result));
        }

        return result;
    }

    private CelValue Invoke(in CelValue value)
    {
        foreach (var overload in overloads)
        {
            if (overload.Accepts(value))
            {
                return overload.Unary!(value);
            }
        }

        return CelError.NoOverloadOf(function, value);
    }
}

/// <summary>A call with two arguments.</summary>
internal sealed class BinaryStep(string function, Overload[] overloads, Step first, Step second, CallCost? cost) : Step
{
    private readonly bool _needsResult = RuntimeCosts.NeedsResult(cost);

    public override CelValue Evaluate(ref Frame frame)
    {
        var a = first.Evaluate(ref frame);
        var b = second.Evaluate(ref frame);
        if (!_needsResult)
        {
            frame.Charge(cost is null ? 1 : cost(a, b, 2, default));
        }

        var result = a.IsError ? a : b.IsError ? b : frame.IsCancelled ? CelError.CostLimit : Invoke(a, b);
        if (_needsResult)
        {
            frame.Charge(cost!(a, b, 2, result));
        }

        return result;
    }

    private CelValue Invoke(in CelValue a, in CelValue b)
    {
        foreach (var overload in overloads)
        {
            if (overload.Accepts(a, b))
            {
                return overload.Binary is { } binary ? binary(a, b) : overload.Many!([a, b]);
            }
        }

        return CelError.NoOverloadOf(function, a, b);
    }
}

/// <summary>An operator with two operands: what it does depends only on the values.</summary>
internal sealed class OperatorStep(BinaryFunction body, Step first, Step second, CallCost? cost) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var a = first.Evaluate(ref frame);
        var b = second.Evaluate(ref frame);
        frame.Charge(cost is null ? 1 : cost(a, b, 2, default));
        return a.IsError ? a : b.IsError ? b : frame.IsCancelled ? CelError.CostLimit : body(a, b);
    }
}

/// <summary>A call with no argument or with three and more; the first error among them ends it.</summary>
internal sealed class ManyStep(string function, Overload[] overloads, Step[] arguments, CallCost? cost) : Step
{
    private readonly bool _needsResult = RuntimeCosts.NeedsResult(cost);

    public override CelValue Evaluate(ref Frame frame)
    {
        var values = new CelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Evaluate(ref frame);
            if (values[i].IsError)
            {
                return values[i];
            }
        }

        if (!_needsResult)
        {
            Charge(ref frame, values, default);
        }

        var result = frame.IsCancelled ? CelError.CostLimit : Invoke(values);
        if (_needsResult)
        {
            Charge(ref frame, values, result);
        }

        return result;
    }

    private CelValue Invoke(CelValue[] values) =>
        Array.Find(overloads, o => o.Accepts(values)) is { } overload ? overload.Invoke(values) : CelError.NoOverloadOf(function, values);

    private void Charge(ref Frame frame, CelValue[] values, in CelValue result) => frame.Charge(
        cost is null ? 1 : cost(values.Length > 0 ? values[0] : default, values.Length > 1 ? values[1] : default, values.Length, result));
}

/// <summary>A list literal with an element that is not constant.</summary>
internal sealed class ListStep(Step[] elements, bool[]? optional) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var result = Collect(ref frame);
        frame.Charge(RuntimeCosts.ListCreation);
        return result;
    }

    private CelValue Collect(ref Frame frame)
    {
        var values = new CelValue[elements.Length];
        var count = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            var value = elements[i].Evaluate(ref frame);
            if (value.IsError)
            {
                return value;
            }

            if (optional is not null && optional[i])
            {
                if (value.Kind != CelKind.Optional)
                {
                    return CelValue.Error($"cannot initialize optional list element from non-optional value {value}");
                }

                if (!value.HasOptionalValue)
                {
                    continue;
                }

                value = value.OptionalValue;
            }

            values[count++] = value;
        }

        Array.Resize(ref values, count);
        return CelValue.List(new CelArrayList(values));
    }
}

/// <summary>A map literal with an entry that is not constant.</summary>
internal sealed class MapStep(Step[] keys, Step[] values, bool[]? optional) : Step
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var result = Collect(ref frame);
        frame.Charge(RuntimeCosts.MapCreation);
        return result;
    }

    private CelValue Collect(ref Frame frame)
    {
        var map = new CelDictionaryMap();
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Evaluate(ref frame);
            if (key.IsError)
            {
                return key;
            }

            var value = values[i].Evaluate(ref frame);
            if (value.IsError)
            {
                return value;
            }

            if (optional is not null && optional[i])
            {
                if (value.Kind != CelKind.Optional)
                {
                    return CelValue.Error($"cannot initialize optional entry '{key}' from non-optional value {value}");
                }

                if (!value.HasOptionalValue)
                {
                    map.Remove(key);
                    continue;
                }

                value = value.OptionalValue;
            }

            map.Set(key, value);
        }

        return CelValue.Map(map);
    }
}
