namespace Kube.Runtime;

/// <summary>Something that went wrong with a watch. The watch goes on by itself; this says what was in its way.</summary>
/// <param name="Kind">What kind of fault.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="RetryAfter">When the server asked to be left alone, for how long.</param>
/// <param name="Exception">The exception behind it, if there was one.</param>
public sealed record WatchFault(WatchSignalKind Kind, string Message, TimeSpan? RetryAfter = null, Exception? Exception = null);
