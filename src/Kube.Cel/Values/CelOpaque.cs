namespace Kube.Cel;

/// <summary>A value of a type that a function library brings.</summary>
public abstract class CelOpaque
{
    /// <summary>The value's type.</summary>
    public abstract CelType Type { get; }

    /// <summary>Whether both are equal: true, false, or an error.</summary>
    public abstract CelValue EqualTo(CelOpaque other);

    /// <summary>The size that costs are computed from; null where values of the type have none.</summary>
    public virtual ulong? Size => null;

    /// <summary>The length of the pattern that validating with this format is charged for.</summary>
    public virtual int PatternSize => 1;

    /// <summary>Whether <c>optional.ofNonZeroValue</c> treats this value as absent.</summary>
    public virtual bool IsZero => false;
}
