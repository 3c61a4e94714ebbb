using Kube.Schema.Json;

namespace Kube.Testing.Patching.Apply;

/// <summary>A set of field paths: a tree whose nodes are named as <c>FieldsV1</c> names them. Immutable.</summary>
internal sealed class FieldSet
{
    public static readonly FieldSet Empty = new(new(StringComparer.Ordinal));

    private readonly Dictionary<string, Node> _nodes;

    private FieldSet(Dictionary<string, Node> nodes) => _nodes = nodes;

    /// <param name="IsMember">Whether the path up to here is in the set itself.</param>
    /// <param name="Children">The longer paths.</param>
    private readonly record struct Node(bool IsMember, FieldSet Children);

    public bool IsEmpty => _nodes.Count == 0;

    /// <summary>A set of one path of plain fields.</summary>
    public static FieldSet Of(params ReadOnlySpan<string> fields)
    {
        var builder = new FieldSetBuilder();
        var path = new List<string>();
        foreach (var field in fields)
        {
            path.Add(PathElement.Field(field));
        }

        builder.Add(path);
        return builder.Build();
    }

    public bool Has(string element) => _nodes.TryGetValue(element, out var node) && node.IsMember;

    /// <summary>The paths below <paramref name="element"/>.</summary>
    public FieldSet Below(string element) => _nodes.TryGetValue(element, out var node) ? node.Children : Empty;

    public FieldSet Union(FieldSet other)
    {
        if (IsEmpty || ReferenceEquals(this, other))
        {
            return other;
        }

        if (other.IsEmpty)
        {
            return this;
        }

        var nodes = new Dictionary<string, Node>(_nodes, StringComparer.Ordinal);
        foreach (var (element, node) in other._nodes)
        {
            nodes[element] = nodes.TryGetValue(element, out var mine) ? new(mine.IsMember || node.IsMember, mine.Children.Union(node.Children)) : node;
        }

        return new(nodes);
    }

    public FieldSet Intersection(FieldSet other) =>
        Combine((element, node) => other._nodes.TryGetValue(element, out var theirs)
            ? new(node.IsMember && theirs.IsMember, node.Children.Intersection(theirs.Children))
            : new(false, Empty));

    public FieldSet Difference(FieldSet other) =>
        other.IsEmpty
            ? this
            : Combine((element, node) => other._nodes.TryGetValue(element, out var theirs)
                ? new(node.IsMember && !theirs.IsMember, node.Children.Difference(theirs.Children))
                : node);

    /// <summary>This set without the paths of <paramref name="other"/> and all that lies below them.</summary>
    public FieldSet DifferenceWithBelow(FieldSet other) =>
        other.IsEmpty
            ? this
            : Combine((element, node) => !other._nodes.TryGetValue(element, out var theirs)
                ? node
                : theirs.IsMember ? new(false, Empty) : new(node.IsMember, node.Children.DifferenceWithBelow(theirs.Children)));

    /// <summary>This set where each declared field that has members below it is a member itself.</summary>
    public FieldSet WithNamedFields(Typing.Shape shape) =>
        Combine((element, node) =>
        {
            var resolved = shape.Resolved;
            var name = PathElement.FieldName(element);
            var isDeclared = name is not null && resolved.Fields.ContainsKey(name);
            var child = name is null ? resolved.Element : resolved.Entry(name);
            var children = node.Children.IsEmpty ? node.Children : node.Children.WithNamedFields(child ?? Typing.Shape.Any);
            return new(node.IsMember || (isDeclared && !children.IsEmpty), children);
        });

    /// <summary>All paths, as lists of elements, in the order of their names.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths()
    {
        foreach (var (element, node) in _nodes.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            if (node.IsMember)
            {
                yield return [element];
            }

            foreach (var longer in node.Children.Paths())
            {
                yield return [element, .. longer];
            }
        }
    }

    /// <summary>The set as <c>fieldsV1</c>.</summary>
    public JsonObject ToFieldsV1()
    {
        if (_nodes.Count == 0)
        {
            return JsonObject.Empty;
        }

        var sorted = _nodes.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var fields = new JsonObjectBuilder();
        foreach (var (element, node) in sorted)
        {
            var below = node.Children.ToFieldsV1();
            fields.Add(element, node.IsMember && below.Count > 0 ? JsonObject.From([new(".", JsonObject.Empty), .. below]) : below);
        }

        return fields.Build();
    }

    /// <summary>Reads <c>fieldsV1</c>; what is no path element is left out, as the real server forgets what it cannot read.</summary>
    public static FieldSet FromFieldsV1(JsonObject fields)
    {
        var nodes = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.Key != "." && PathElement.Normalize(field.Key) is { } element && field.Value is JsonObject below)
            {
                var children = FromFieldsV1(below);
                nodes[element] = new(below.Count == 0 || below.ContainsKey("."), children);
            }
        }

        return new(nodes);
    }

    public bool SetEquals(FieldSet other) => Difference(other).IsEmpty && other.Difference(this).IsEmpty;

    private FieldSet Combine(Func<string, Node, Node> change)
    {
        var nodes = new Dictionary<string, Node>(_nodes.Count, StringComparer.Ordinal);
        foreach (var (element, node) in _nodes)
        {
            var changed = change(element, node);
            if (changed.IsMember || !changed.Children.IsEmpty)
            {
                nodes.Add(element, changed);
            }
        }

        return nodes.Count == 0 ? Empty : new(nodes);
    }

    /// <summary>Makes a set path by path.</summary>
    internal sealed class FieldSetBuilder
    {
        private readonly Dictionary<string, Branch> _branches = new(StringComparer.Ordinal);

        public void Add(IReadOnlyList<string> path)
        {
            var branches = _branches;
            for (var i = 0; i < path.Count; i++)
            {
                if (!branches.TryGetValue(path[i], out var branch))
                {
                    branches.Add(path[i], branch = new());
                }

                branch.IsMember |= i == path.Count - 1;
                branches = branch.Below;
            }
        }

        public FieldSet Build() => Build(_branches);

        private static FieldSet Build(Dictionary<string, Branch> branches)
        {
            if (branches.Count == 0)
            {
                return Empty;
            }

            var nodes = new Dictionary<string, Node>(branches.Count, StringComparer.Ordinal);
            foreach (var (element, branch) in branches)
            {
                nodes.Add(element, new(branch.IsMember, Build(branch.Below)));
            }

            return new(nodes);
        }

        private sealed class Branch
        {
            public bool IsMember { get; set; }

            public Dictionary<string, Branch> Below { get; } = new(StringComparer.Ordinal);
        }
    }
}
