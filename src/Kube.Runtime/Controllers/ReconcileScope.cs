using Microsoft.Extensions.Logging;

namespace Kube.Runtime;

/// <summary>What all runs of one controller have in common.</summary>
/// <param name="Controller">The controller's name.</param>
/// <param name="Logger">Its logger.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Wrote">Told of the writes of a run.</param>
internal sealed record ReconcileScope(string Controller, ILogger Logger, TimeProvider Time, WriteListener Wrote);

/// <summary>Is told of a write, to wait until the caches show it.</summary>
/// <param name="key">The key whose run wrote.</param>
/// <param name="written">The object as the server answered it.</param>
/// <param name="isBefore">Whether a cached object is the state before the write; <see langword="null"/> to tell by the resource version.</param>
internal delegate void WriteListener(ObjectKey key, IKubeObject written, Func<IKubeObject, bool>? isBefore);
