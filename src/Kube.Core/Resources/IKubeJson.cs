using System.Text.Json;
using Kube.Json;

namespace Kube;

/// <summary>A type that reads and writes itself as Kubernetes JSON, without reflection.</summary>
/// <remarks>
/// The generator emits this for a resource and everything reachable from its spec and status.
/// <see cref="KubeJson"/> has the entry points that people call; they turn faults into
/// <see cref="KubeSerializationException"/> with the JSON path.
/// </remarks>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IKubeJson<TSelf> where TSelf : IKubeJson<TSelf>
{
    /// <summary>Reads a value. The reader stands on the value's first token and is left on its last.</summary>
    static abstract TSelf ReadJson(ref Utf8JsonReader reader);

    /// <summary>Writes a value; members that are <see langword="null"/> are left out.</summary>
    static abstract void WriteJson(KubeJsonWriter writer, TSelf value);
}
