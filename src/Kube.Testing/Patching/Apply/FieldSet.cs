using Kube.Schema.Json;

namespace Kube.Testing.Patching.Apply;

/// <summary>A set of field paths: a tree whose nodes are named as <c>FieldsV1</c> names them. Immutable.</summary>
internal sealed class FieldSet
{
    public static readonly FieldSet Empty = new([]);

    private static readonly Node Nothing = new("", false, Empty);

    // In the order of their elements, which is that of FieldsV1. Most nodes have few; small arrays cost less than dictionaries.
    private readonly Node[] _nodes;

    private FieldSet(Node[] nodes) => _nodes = nodes;

    /// <param name="Element">The last step of the path up to here.</param>
    /// <param name="IsMember">Whether the path up to here is in the set itself.</param>
    /// <param name="Children">The longer paths.</param>
    private sealed record Node(string Element, bool IsMember, FieldSet Children);

    public bool IsEmpty => _nodes.Length == 0;

    /// <summary>A set of one path of plain fields.</summary>
    public static FieldSet Of(params ReadOnlySpan<string> fields)
    {
        var set = Empty;
        for (var i = fields.Length - 1; i >= 0; i--)
        {
            set = new([new(PathElement.Field(fields[i]), i == fields.Length - 1, set)]);
        }

        return set;
    }

    public bool Has(string element) => Find(element).IsMember;

    /// <summary>The paths below <paramref name="element"/>.</summary>
    public FieldSet Below(string element) => Find(element).Children;

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

        var nodes = new List<Node>(_nodes.Length + other._nodes.Length);
        var (mine, theirs) = (0, 0);
        while (mine < _nodes.Length || theirs < other._nodes.Length)
        {
            var order = mine == _nodes.Length ? 1
                : theirs == other._nodes.Length ? -1
                : string.CompareOrdinal(_nodes[mine].Element, other._nodes[theirs].Element);
            nodes.Add(order switch
            {
                < 0 => _nodes[mine++],
                > 0 => other._nodes[theirs++],
                _ => Joined(_nodes[mine++], other._nodes[theirs++]),
            });
        }

        return new([.. nodes]);
    }

    public FieldSet Intersection(FieldSet other) => other.IsEmpty
        ? Empty
        : Combine(other, static (node, other) =>
        {
            var theirs = other.Find(node.Element);
            return new(node.Element, node.IsMember && theirs.IsMember, node.Children.Intersection(theirs.Children));
        });

    public FieldSet Difference(FieldSet other) => other.IsEmpty
        ? this
        : Combine(other, static (node, other) =>
        {
            var theirs = other.Find(node.Element);
            return new(node.Element, node.IsMember && !theirs.IsMember, node.Children.Difference(theirs.Children));
        });

    /// <summary>This set without the paths of <paramref name="other"/> and all that lies below them.</summary>
    public FieldSet DifferenceWithBelow(FieldSet other) => other.IsEmpty
        ? this
        : Combine(other, static (node, other) =>
        {
            var theirs = other.Find(node.Element);
            return theirs.IsMember ? new(node.Element, false, Empty) : new(node.Element, node.IsMember, node.Children.DifferenceWithBelow(theirs.Children));
        });

    /// <summary>This set where each declared field that has members below it is a member itself.</summary>
    public FieldSet WithNamedFields(Typing.Shape shape) => Combine(shape.Resolved, static (node, shape) =>
    {
        var name = PathElement.FieldName(node.Element);
        var isDeclared = name is not null && shape.Fields.ContainsKey(name);
        var child = name is null ? shape.Element : shape.Entry(name);
        var children = node.Children.IsEmpty ? node.Children : node.Children.WithNamedFields(child ?? Typing.Shape.Any);
        return new(node.Element, node.IsMember || (isDeclared && !children.IsEmpty), children);
    });

    /// <summary>All paths, as lists of elements: at each place first the fields that are owned themselves, then what is below them, both in the order of their names.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths()
    {
        foreach (var node in _nodes)
        {
            if (node.IsMember)
            {
                yield return [node.Element];
            }
        }

        foreach (var node in _nodes)
        {
            foreach (var longer in node.Children.Paths())
            {
                yield return [node.Element, .. longer];
            }
        }
    }

    /// <summary>The set as <c>fieldsV1</c>.</summary>
    public JsonObject ToFieldsV1() => IsEmpty ? JsonObject.Empty : ToFieldsV1(isMember: false);

    private JsonObject ToFieldsV1(bool isMember)
    {
        var fields = new JsonObjectBuilder();
        if (isMember)
        {
            fields.Add(".", JsonObject.Empty);
        }

        foreach (var node in _nodes)
        {
            fields.Add(node.Element, node.Children.IsEmpty ? JsonObject.Empty : node.Children.ToFieldsV1(node.IsMember));
        }

        return fields.Build();
    }

    /// <summary>Reads <c>fieldsV1</c>; what is no path element is left out, as the real server forgets what it cannot read.</summary>
    public static FieldSet FromFieldsV1(JsonObject fields)
    {
        if (fields.Count == 0)
        {
            return Empty;
        }

        var nodes = new List<Node>(fields.Count);
        var isSorted = true;
        foreach (var field in fields)
        {
            if (field.Key != "." && PathElement.Normalize(field.Key) is { } element && field.Value is JsonObject below)
            {
                isSorted &= nodes.Count == 0 || string.CompareOrdinal(nodes[^1].Element, element) < 0;
                nodes.Add(new(element, below.Count == 0 || below.ContainsKey("."), FromFieldsV1(below)));
            }
        }

        // Two spellings of one element: the last one counts.
        return new(isSorted ? [.. nodes] : [.. nodes.GroupBy(n => n.Element, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(n => n.Element, StringComparer.Ordinal)]);
    }

    public bool SetEquals(FieldSet other) => Difference(other).IsEmpty && other.Difference(this).IsEmpty;

    private static Node Joined(Node mine, Node theirs) => new(mine.Element, mine.IsMember || theirs.IsMember, mine.Children.Union(theirs.Children));

    /// <summary>The node of an element; where there is none, one that holds nothing.</summary>
    private Node Find(string element)
    {
        int low = 0, high = _nodes.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_nodes[middle].Element, element);
            if (order == 0)
            {
                return _nodes[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return Nothing;
    }

    /// <summary>This set with each node changed; nodes that hold nothing any more go.</summary>
    private FieldSet Combine<T>(T with, Func<Node, T, Node> change)
    {
        List<Node>? nodes = null;
        for (var i = 0; i < _nodes.Length; i++)
        {
            var changed = change(_nodes[i], with);
            if (nodes is null && changed.IsMember == _nodes[i].IsMember && ReferenceEquals(changed.Children, _nodes[i].Children))
            {
                continue;
            }

            nodes ??= [.. _nodes.AsSpan(0, i)];
            if (changed.IsMember || !changed.Children.IsEmpty)
            {
                nodes.Add(changed);
            }
        }

        return nodes is null ? this : nodes.Count == 0 ? Empty : new([.. nodes]);
    }

    /// <summary>Makes a set path by path.</summary>
    internal sealed class FieldSetBuilder
    {
        private readonly Branch _root = new("");

        public void Add(IReadOnlyList<string> path)
        {
            var branch = _root;
            for (var i = 0; i < path.Count; i++)
            {
                branch = branch.Below(path[i]);
            }

            branch.IsMember = true;
        }

        public FieldSet Build() => _root.Build();

        private sealed class Branch(string element)
        {
            private const int IndexedFrom = 10;

            private List<Branch>? _below;
            private Dictionary<string, Branch>? _index;

            public bool IsMember { get; set; }

            public Branch Below(string step)
            {
                // Paths come as a walk meets them: mostly below the branch that was last.
                if (_below is null || !string.Equals(_below[^1].Element, step, StringComparison.Ordinal))
                {
                    return Find(step) ?? Append(step);
                }

                return _below[^1];
            }

            public FieldSet Build()
            {
                if (_below is null)
                {
                    return Empty;
                }

                var nodes = new Node[_below.Count];
                for (var i = 0; i < nodes.Length; i++)
                {
                    nodes[i] = new(_below[i].Element, _below[i].IsMember, _below[i].Build());
                }

                Array.Sort(nodes, static (a, b) => string.CompareOrdinal(a.Element, b.Element));
                return new(nodes);
            }

            private string Element => element;

            private Branch? Find(string step) => _below is null
                ? null
                : _index is not null
                    ? _index.GetValueOrDefault(step)
                    : _below.Find(b => string.Equals(b.Element, step, StringComparison.Ordinal));

            private Branch Append(string step)
            {
                var branch = new Branch(step);
                _below ??= [];
                _below.Add(branch);
                if (_below.Count == IndexedFrom)
                {
                    _index = _below.ToDictionary(b => b.Element, StringComparer.Ordinal);
                }
                else
                {
                    _index?.Add(step, branch);
                }

                return branch;
            }
        }
    }
}
