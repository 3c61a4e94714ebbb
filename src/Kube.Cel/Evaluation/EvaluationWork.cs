namespace Kube.Cel;

/// <summary>Work of one evaluation that its cost does not count, or that nobody limits because the caller gave no cost limit.</summary>
/// <remarks>
/// A list may hold another many times over, so that a small expression makes one whose parts nobody could visit; and a function that compares each
/// element with each takes time quadratic in data that comes from outside. One unit is about one comparison, or one place of a text that a search visits.
/// </remarks>
internal static class EvaluationWork
{
    private const long Limit = 50_000_000;

    public static readonly CelValue TooLarge = CelValue.Error("values are too large to be compared");

    [ThreadStatic]
    private static long spent;

    [ThreadStatic]
    private static CelValue fault;

    /// <summary>Called when an evaluation begins.</summary>
    public static void Reset() => spent = 0;

    /// <summary>Whether the evaluation has done all the work it may. Folds then stop, and the result is replaced by an error: what was computed since cannot be trusted.</summary>
    public static bool IsOver => spent >= Limit;

    /// <summary>How much may still be done.</summary>
    public static long Left => Limit - spent;

    /// <summary>Why the work is over.</summary>
    public static CelValue Fault => fault;

    /// <summary>Counts work about to be done; false when it is too much.</summary>
    public static bool TrySpend(long units) => TrySpend(units, TooLarge);

    /// <summary>The same, with the error that is told when it is too much.</summary>
    public static bool TrySpend(long units, in CelValue error)
    {
        if (IsOver)
        {
            return false;
        }

        spent = units < Limit - spent ? spent + units : Limit;
        if (IsOver)
        {
            fault = error;
        }

        return !IsOver;
    }
}
