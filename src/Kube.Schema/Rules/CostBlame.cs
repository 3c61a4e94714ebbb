using Kube.Cel;
using Kube.Schema.Crds;

namespace Kube.Schema.Rules;

/// <summary>Finds which unbounded strings, lists and maps make an expression too expensive, by trying what limits on them would do.</summary>
/// <param name="root">The whole schema.</param>
/// <param name="isResourceRoot">Whether it describes a whole resource.</param>
/// <param name="server">The server's version.</param>
/// <param name="node">Where the rule stands.</param>
/// <param name="expression">The expression.</param>
/// <param name="limit">What it may cost.</param>
/// <param name="isCounted">Whether the cost counts as often as the node can occur: so for rules, not for their messages.</param>
internal sealed class CostBlame(JsonSchemaProps root, bool isResourceRoot, KubernetesVersion server, SchemaSteps node, CelExpression expression, ulong limit, bool isCounted)
{
    // A schema may have hundreds of strings; those nearest to the rule come first, and a handful decides.
    private const int MaxCandidates = 48;
    private const long MostUseful = 1_000_000;
    private const long WorthAnotherBound = 10;
    private const int MaxFurther = 12;

    /// <summary>The bounds to add; empty when no bound would help.</summary>
    public IReadOnlyList<MissingBound> Find()
    {
        var candidates = Candidates().Take(MaxCandidates).ToList();
        var chosen = new List<Candidate>();
        var best = Cost([], 1);
        if (Cost(candidates, 1) > limit)
        {
            return [];
        }

        while (best > limit && candidates.Count > 0)
        {
            var tried = candidates.Select(c => (Candidate: c, Cost: Cost([.. chosen, c], 1))).OrderBy(t => t.Cost).First();
            chosen.Add(tried.Candidate);
            candidates.Remove(tried.Candidate);
            best = tried.Cost;
        }

        if (best > limit || chosen.Count == 0)
        {
            return [];
        }

        // What was added on the way but does not matter in the end would only confuse.
        for (var i = chosen.Count - 1; i >= 0 && chosen.Count > 1; i--)
        {
            var without = chosen.Where((_, j) => j != i).ToList();
            if (Cost(without, 1) <= limit)
            {
                chosen = without;
            }
        }

        var bound = Greatest(chosen);

        // A list of at most 30 items would do, but nobody wants it: bounding the strings in it, too, allows far more.
        while (candidates.Count > 0
            && candidates.Take(MaxFurther).Select(c => (Candidate: c, Bound: Greatest([.. chosen, c]))).OrderByDescending(t => t.Bound).First() is var further
            && further.Bound >= bound * WorthAnotherBound)
        {
            chosen.Add(further.Candidate);
            candidates.Remove(further.Candidate);
            bound = further.Bound;
        }

        return [.. chosen.Select(c => new MissingBound(c.Place, c.Keyword, bound))];
    }

    private long Greatest(List<Candidate> chosen)
    {
        long low = 1;
        long high = MostUseful;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (Cost(chosen, middle) <= limit)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        var unit = 1L;
        while (low / unit >= 10)
        {
            unit *= 10;
        }

        return low / unit * unit;
    }

    private ulong Cost(List<Candidate> bounded, long bound)
    {
        var changed = bounded.Aggregate(root, (schema, candidate) => candidate.Place.Replace(schema, s => candidate.Keyword switch
        {
            "maxItems" => s with { MaxItems = bound },
            "maxProperties" => s with { MaxProperties = bound },
            _ => s with { MaxLength = bound },
        }));
        if (node.Find(SchemaTyping.Of(changed, isResourceRoot, server))?.Declared is not { } declared)
        {
            return ulong.MaxValue;
        }

        if (!isCounted)
        {
            return expression.EstimateCost(declared).Max;
        }

        var count = RuleAnalysis.CardinalityOf(changed, node) ?? (ulong)(SchemaTyping.MaxRequestSize / (declared.MinSerializedSize + 1));
        return RuleLimits.Multiply(expression.EstimateCost(declared).Max, count);
    }

    /// <summary>Unbounded ancestors, then what is unbounded below the node, breadth first.</summary>
    private IEnumerable<Candidate> Candidates()
    {
        var way = SchemaSteps.Root;
        foreach (var step in node.Steps)
        {
            if (way.Find(root) is { } ancestor && MissingKeyword(ancestor) is { } keyword && step is SchemaSteps.Items or SchemaSteps.Values)
            {
                yield return new Candidate(way, keyword);
            }

            way = way.Then(step);
        }

        var queue = new Queue<SchemaSteps>([node]);
        while (queue.Count > 0)
        {
            var place = queue.Dequeue();
            if (place.Find(root) is not { } schema)
            {
                continue;
            }

            if (MissingKeyword(schema) is { } keyword)
            {
                yield return new Candidate(place, keyword);
            }

            if (schema.Items?.Schema is not null)
            {
                queue.Enqueue(place.Then(SchemaSteps.Items));
            }

            if (schema.AdditionalProperties?.Schema is not null)
            {
                queue.Enqueue(place.Then(SchemaSteps.Values));
            }

            foreach (var property in schema.Properties.Keys)
            {
                queue.Enqueue(place.Then(property));
            }
        }
    }

    private static string? MissingKeyword(JsonSchemaProps schema) => schema switch
    {
        { XIntOrString: true, MaxLength: null } => "maxLength",
        { Type: "array", MaxItems: null } => "maxItems",
        { Type: "object", MaxProperties: null, AdditionalProperties.Schema: not null } => "maxProperties",
        { Type: "string", MaxLength: null, Enum.IsEmpty: true, Format: not ("date" or "date-time" or "duration") } => "maxLength",
        _ => null,
    };

    private sealed record Candidate(SchemaSteps Place, string Keyword);
}
