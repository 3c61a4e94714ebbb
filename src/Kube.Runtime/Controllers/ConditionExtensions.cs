namespace Kube.Runtime;

/// <summary>Conditions as a controller writes them.</summary>
public static class ConditionExtensions
{
    /// <summary>A condition about an object as it was reconciled: with the object's generation and the time.</summary>
    /// <remarks>Put it into a list with <see cref="ConditionList.With"/>, which keeps the transition time while the status stays the same.</remarks>
    /// <param name="context">The run.</param>
    /// <param name="resource">The object that was looked at.</param>
    /// <param name="type">The aspect, such as <c>Ready</c>.</param>
    /// <param name="isTrue"><see langword="null"/> when nobody knows.</param>
    /// <param name="reason">Why, for programs: one CamelCase word.</param>
    /// <param name="message">Why, for people.</param>
    public static Condition Condition(this ReconcileContext context, IKubeObject resource, string type, bool? isTrue, string reason, string message = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(resource);
        return new Condition
        {
            Type = type,
            Status = isTrue switch { true => ConditionStatus.True, false => ConditionStatus.False, null => ConditionStatus.Unknown },
            Reason = reason,
            Message = message,
            ObservedGeneration = resource.Metadata.Generation,
            // The API server keeps whole seconds: what is sent is what comes back.
            LastTransitionTime = Seconds(context.Time.GetUtcNow()),
        };
    }

    private static DateTimeOffset Seconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
