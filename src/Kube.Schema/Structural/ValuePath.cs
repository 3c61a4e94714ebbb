using System.Globalization;
using System.Text;
using Kube.Schema.Validation;

namespace Kube.Schema.Structural;

/// <summary>Where a walk over a value stands: a stack that costs nothing until an error asks for its text.</summary>
internal sealed class ValuePath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    public int Depth => _steps.Count;

    public void Enter(string name) => _steps.Add((name, 0));

    public void Enter(int index) => _steps.Add((null, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>Names joined by dots, also those of map entries, and indexes in brackets: <c>spec.m.key[0]</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            if (name is null)
            {
                text.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(name);
            }
        }

        return text.ToString();
    }

    /// <summary>The same below <paramref name="root"/>.</summary>
    public FieldPath Below(FieldPath root)
    {
        foreach (var (name, index) in _steps)
        {
            root = name is null ? root.Index(index) : root.Child(name);
        }

        return root;
    }
}
