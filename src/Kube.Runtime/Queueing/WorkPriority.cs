namespace Kube.Runtime;

/// <summary>Which work goes first. First in, first out within a priority.</summary>
/// <remarks>
/// A higher priority goes first, but not always: every 16th start serves the lowest priority that has work, so nothing starves.
/// </remarks>
public enum WorkPriority
{
    /// <summary>What can wait: objects of an initial list, periodic re-reconciles.</summary>
    Low,
    /// <summary>Changes as they happen.</summary>
    Normal,
    /// <summary>Ahead of changes.</summary>
    High,
}
