using Kube.Schema.Structural;

namespace Kube.Schema.Rules;

/// <summary>Decides whether an error is forgiven because nothing changed (KEP-4008): at the node itself, or at the nearest ancestor that has an old value.</summary>
/// <param name="Current">The node beside its old value; null when it has none.</param>
/// <param name="NearestParent">The nearest ancestor with an old value.</param>
internal readonly record struct Ratchet(Correlation? Current, Correlation? NearestParent)
{
    public bool Forgives => (Current ?? NearestParent)?.IsUnchanged ?? false;

    public Ratchet Key(string name)
    {
        if (Current is null)
        {
            return this;
        }

        // apiVersion and kind of the root are converted before they are compared, so a change of theirs cannot be seen.
        return NearestParent is null && name is "apiVersion" or "kind" ? default : new Ratchet(Current.Key(name), Current);
    }

    public Ratchet Index(int index) => Current is null ? this : new Ratchet(Current.Index(index), Current);
}
