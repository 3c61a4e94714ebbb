namespace Kube;

/// <summary>What the items of a list, or the values of a dictionary, must be.</summary>
public abstract class ElementConstraintAttribute : Attribute
{
    /// <summary>The fewest characters of a string, items of a list or entries of a dictionary; -1 (the default) for no limit.</summary>
    public long MinLength { get; set; } = -1;

    /// <summary>The most characters of a string, items of a list or entries of a dictionary; -1 (the default) for no limit.</summary>
    public long MaxLength { get; set; } = -1;

    /// <summary>A regular expression (RE2) that must match somewhere in a string.</summary>
    public string? Pattern { get; set; }

    /// <summary>The smallest number; not a number (the default) for no limit.</summary>
    public double Minimum { get; set; } = double.NaN;

    /// <summary>The largest number; not a number (the default) for no limit.</summary>
    public double Maximum { get; set; } = double.NaN;

    /// <summary>Whether <see cref="Minimum"/> itself is too small.</summary>
    public bool MinimumIsExclusive { get; set; }

    /// <summary>Whether <see cref="Maximum"/> itself is too large.</summary>
    public bool MaximumIsExclusive { get; set; }

    /// <summary>What a number must be a multiple of; not a number (the default) for any.</summary>
    public double MultipleOf { get; set; } = double.NaN;

    /// <summary>The format of a string or number.</summary>
    public string? Format { get; set; }

    /// <summary>The only strings, numbers or truth values allowed; empty (the default) for any.</summary>
    public object[] AllowedValues { get; set; } = [];
}

/// <summary>What every item of a list must be: <c>[Items(MinLength = 1, MaxLength = 63)]</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ItemsAttribute : ElementConstraintAttribute;

/// <summary>What every value of a dictionary must be: <c>[Values(MaxLength = 256)]</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ValuesAttribute : ElementConstraintAttribute;
