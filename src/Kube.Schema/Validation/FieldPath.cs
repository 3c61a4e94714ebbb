using System.Globalization;
using System.Text;

namespace Kube.Schema.Validation;

/// <summary>The place of a field, printed as an API server prints it: <c>spec.ports[0].name</c>, <c>metadata.labels[app]</c>.</summary>
/// <remarks>A linked list up to the root, so that walking down a tree costs one small object a step and text only where there is an error.</remarks>
public sealed class FieldPath
{
    private readonly string? _name;
    private readonly int _index;

    private FieldPath(FieldPath? parent, string? name, int index, bool isKey)
    {
        Parent = parent;
        _name = name;
        _index = index;
        IsBracketed = name is null || isKey;
    }

    /// <summary>The place of the whole document. Its text is empty.</summary>
    public static FieldPath Root { get; } = new(null, "", 0, isKey: false);

    /// <summary>What this is a part of; none for <see cref="Root"/>.</summary>
    public FieldPath? Parent { get; }

    /// <summary>Whether the last step is an index or a map key, not a field.</summary>
    public bool IsBracketed { get; }

    /// <summary>The last step: a field's name, an index or a map key.</summary>
    public string Last => _name ?? _index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The field <paramref name="names"/>, each below the one before.</summary>
    public static FieldPath Of(params string[] names) => names.Aggregate(Root, (path, name) => path.Child(name));

    /// <summary>The field <paramref name="name"/> of this.</summary>
    public FieldPath Child(string name) => new(this, name, 0, isKey: false);

    /// <summary>The item at <paramref name="index"/> of this.</summary>
    public FieldPath Index(int index) => new(this, null, index, isKey: false);

    /// <summary>The entry <paramref name="key"/> of this map.</summary>
    public FieldPath Key(string key) => new(this, key, 0, isKey: true);

    /// <inheritdoc/>
    public override string ToString()
    {
        var steps = new Stack<FieldPath>();
        for (var step = this; step.Parent is not null; step = step.Parent)
        {
            steps.Push(step);
        }

        var text = new StringBuilder();
        foreach (var step in steps)
        {
            if (step.IsBracketed)
            {
                text.Append('[').Append(step.Last).Append(']');
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(step.Last);
            }
        }

        return text.ToString();
    }
}
