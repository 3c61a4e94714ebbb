using System.Diagnostics.Metrics;

namespace Kube.Runtime;

/// <summary>The names under which the runtime reports what it does.</summary>
public static class KubeRuntimeTelemetry
{
    /// <summary>The <see cref="Meter"/>'s name, for <c>AddMeter</c>. Instruments are named as controller-runtime names them.</summary>
    public const string MeterName = "Kube.Runtime";

    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>'s name, for <c>AddSource</c>.</summary>
    public const string ActivitySourceName = "Kube.Runtime";

    internal static readonly Meter Meter = new(MeterName);

    internal static readonly System.Diagnostics.ActivitySource Activities = new(ActivitySourceName);
}
