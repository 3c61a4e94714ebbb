namespace Kube;

/// <summary>A label selector as it stands inside objects (<c>meta/v1</c> <c>LabelSelector</c>): all of its parts must hold.</summary>
/// <remarks>An empty selector matches everything; where a type says so, an absent one matches nothing.</remarks>
public sealed partial record LabelSelector
{
    /// <summary>Labels that must have these values.</summary>
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Further requirements.</summary>
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }

    /// <summary>The same, as it stands in a query; what can be checked can be matched.</summary>
    /// <exception cref="ArgumentException">A key, value or operator is invalid.</exception>
    public Selector ToSelector()
    {
        var requirements = new List<SelectorRequirement>();
        foreach (var (key, value) in MatchLabels ?? EmptyLabels) requirements.Add(new(key, SelectorOperator.Equal, value));
        foreach (var expression in MatchExpressions ?? []) requirements.Add(expression.ToRequirement());
        return new Selector(requirements);
    }

    /// <summary>The selector object of a query's selector.</summary>
    /// <exception cref="ArgumentException">The selector compares numbers, which a selector object cannot say.</exception>
    public static LabelSelector From(Selector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var expressions = new List<LabelSelectorRequirement>();
        foreach (var requirement in selector.Requirements)
        {
            if (requirement.Operator == SelectorOperator.Equal && labels.TryAdd(requirement.Key, requirement.Values[0])) continue;
            expressions.Add(LabelSelectorRequirement.From(requirement));
        }
        return new LabelSelector { MatchLabels = labels.Count > 0 ? labels : null, MatchExpressions = expressions.Count > 0 ? expressions : null };
    }

    private static readonly Dictionary<string, string> EmptyLabels = [];
}

/// <summary>One requirement of a <see cref="LabelSelector"/>.</summary>
public sealed partial record LabelSelectorRequirement
{
    /// <summary>The label's key.</summary>
    public required string Key { get; init; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>What the label is compared with; empty for the two existence operators.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    internal SelectorRequirement ToRequirement() => new(Key, Operator switch
    {
        "In" => SelectorOperator.In,
        "NotIn" => SelectorOperator.NotIn,
        "Exists" => SelectorOperator.Exists,
        "DoesNotExist" => SelectorOperator.DoesNotExist,
        _ => throw new ArgumentException($"'{Operator}' on label '{Key}' is not an operator of a label selector: In, NotIn, Exists or DoesNotExist."),
    }, Values ?? []);

    internal static LabelSelectorRequirement From(SelectorRequirement requirement) => new()
    {
        Key = requirement.Key,
        Operator = requirement.Operator switch
        {
            SelectorOperator.Equal or SelectorOperator.In => "In",
            SelectorOperator.NotEqual or SelectorOperator.NotIn => "NotIn",
            SelectorOperator.Exists => "Exists",
            SelectorOperator.DoesNotExist => "DoesNotExist",
            _ => throw new ArgumentException($"'{requirement}' compares numbers, which a label selector object cannot say.", nameof(requirement)),
        },
        Values = requirement.Values.Count > 0 ? requirement.Values : null,
    };
}
