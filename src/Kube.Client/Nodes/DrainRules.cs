using System.Text.Json;

namespace Kube.Client;

/// <summary>What a drain does with a pod; pure. The rules are those of <c>kubectl drain</c>.</summary>
internal static class DrainRules
{
    /// <param name="Pod">The pod.</param>
    /// <param name="Obstacle">What stands against its eviction; null for nothing, or for what the options allow.</param>
    /// <param name="Stays">Whether it may stay for that obstacle; else the drain refuses.</param>
    /// <param name="Reason">The obstacle in words, and how to allow it.</param>
    public readonly record struct Verdict(DynamicResource Pod, DrainObstacle? Obstacle = null, bool Stays = false, string? Reason = null)
    {
        public bool Refuses => Obstacle is not null && !Stays;

        public DrainedPod ToResult() => new(Pod.Metadata.Namespace ?? "", Pod.Metadata.Name ?? "", DrainStep.Skipped, Reason) { Obstacle = Obstacle };
    }

    public static Verdict Judge(DynamicResource pod, DrainOptions options)
    {
        if (pod.Annotation("kubernetes.io/config.mirror") is not null) return new(pod, DrainObstacle.MirrorPod, true, "the kubelet runs it from a file of its own");
        if (pod.GetString(JsonPointer.Parse("/status/phase")) is "Succeeded" or "Failed") return new(pod);
        var controller = pod.Metadata.OwnerReferences?.FirstOrDefault(o => o.Controller == true);
        if (controller?.Kind == "DaemonSet")
        {
            return options.IgnoreDaemonSets
                ? new(pod, DrainObstacle.DaemonSet, true, $"daemon set {controller.Name} would start it again")
                : new(pod, DrainObstacle.DaemonSet, false, "belongs to a daemon set, which would start it again; set IgnoreDaemonSets");
        }
        if (controller is null && !options.Force) return new(pod, DrainObstacle.Unmanaged, false, "nothing would recreate it; set Force");
        if (!options.DeleteEmptyDirData && HasEmptyDir(pod)) return new(pod, DrainObstacle.LocalStorage, false, "has an emptyDir volume, whose data would be lost; set DeleteEmptyDirData");
        return new(pod);
    }

    private static bool HasEmptyDir(DynamicResource pod) =>
        pod.Find(JsonPointer.Parse("/spec/volumes")) is { ValueKind: JsonValueKind.Array } volumes && volumes.EnumerateArray().Any(v => v.TryGetProperty("emptyDir", out _));
}
