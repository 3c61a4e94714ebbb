using Microsoft.Extensions.Logging;

namespace Kube.Runtime;

/// <summary>What all runs of one controller have in common.</summary>
/// <param name="Controller">The controller's name.</param>
/// <param name="Logger">Its logger.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Wrote">Told of the writes of a run.</param>
internal sealed record ReconcileScope(string Controller, ILogger Logger, TimeProvider Time, Action<ObjectKey, IKubeObject> Wrote);
