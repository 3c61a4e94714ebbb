using System.Diagnostics;

namespace Kube.Runtime.Tests;

/// <summary>What this process holds: bytes that live, timers that run, handles (files and sockets).</summary>
internal sealed record ProcessLevel(long Bytes, long Timers, int Handles)
{
    // Handles are assemblies, too, which are loaded when they are first needed.
    private static readonly ProcessLevel Slack = new(4_000_000, 5, 40);

    public static ProcessLevel Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return new(GC.GetTotalMemory(forceFullCollection: true), Timer.ActiveCount, process.HandleCount);
    }

    /// <summary>Fails if it does not come back to this level, or near it, within half a minute: sockets take a moment to close.</summary>
    public async Task MustReturnAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var now = Now(); now.Bytes > Bytes + Slack.Bytes || now.Timers > Timers + Slack.Timers || now.Handles > Handles + Slack.Handles; now = Now())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"it was {this}, and stays {now}");
            await Task.Delay(50);
        }
    }
}
