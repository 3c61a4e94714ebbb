namespace Kube.Build;

/// <summary>Which verbs the library's methods need.</summary>
internal static class PermissionTable
{
    private const string Watching = "get,list,watch";

    /// <summary>What the registration of a controller, or of what goes with it, needs; wherever it is called.</summary>
    /// <returns>Verbs on the type arguments or on a fixed resource, and where; empty for what registers nothing.</returns>
    public static IEnumerable<Need> OfRegistration(IlCall call)
    {
        switch (call.Type.Name, call.Name)
        {
            case ("Kube.Runtime.Controller", "For"):
                yield return new Need(call.Arguments[0], Watching);
                break;
            case ("Kube.Runtime.ControllerBuilder`1", "Owns"):
                yield return new Need(call.Arguments[0], Watching);
                // Who sets blockOwnerDeletion must be allowed to update the owner's finalizers, where OwnerReferencesPermissionEnforcement is on.
                yield return new Need(call.Type.Arguments[0], "update", "finalizers");
                break;
            case ("Kube.Runtime.ControllerBuilder`1", "Watches"):
                yield return new Need(call.Arguments[0], Watching);
                break;
            case ("Kube.Runtime.Hosting.KubeHostBuilder", "AddController"):
                yield return new Need(call.Arguments[1], Watching);
                break;
            case ("Kube.Runtime.InformerSet", "Get") or ("Kube.Runtime.WatcherExtensions", "Watcher" or "Informer") or ("Kube.Runtime.Hosting.KubeHostBuilder", "AddInformer"):
                yield return new Need(call.Arguments[0], Watching);
                break;
            case ("Kube.Runtime.LeaderElector", ".ctor") or ("Kube.Runtime.Hosting.KubeHostBuilder", "AddLeaderElection"):
                yield return Need.Leases("get,create,update");
                break;
            case ("Kube.Runtime.ShardMember", ".ctor") or ("Kube.Runtime.Hosting.KubeHostBuilder", "AddSharding"):
                yield return Need.Leases("list,create,update,delete");
                break;
            case ("Kube.Runtime.EventRecorder", ".ctor") or ("Kube.Runtime.Hosting.KubeHostBuilder", "AddEvents"):
                yield return new Need(new ResourceIdentity("events.k8s.io", "events", true), "create,patch", RolePlace.Watched);
                break;
        }
    }

    /// <summary>What a call of a reconciler needs.</summary>
    public static IEnumerable<Need> OfWork(IlCall call)
    {
        switch (call.Type.Name)
        {
            case "Kube.Client.Api`1":
                return OfApi(call.Type.Arguments[0], call.Name);
            case "Kube.Runtime.Finalizer`1" when call.Name == "RunAsync":
                return [new Need(call.Type.Arguments[0], "get,patch")];
            case "Kube.Runtime.WaitExtensions" when call.Arguments.Length > 0:
                return [new Need(call.Arguments[0], Watching)];
            case "Kube.Client.PodOperations":
                return OfPod(call.Name);
            case "Kube.Client.AccessReviews" when call.Name == "CreateTokenAsync":
                return [new Need(new ResourceIdentity("", "serviceaccounts/token", true), "create", RolePlace.Watched)];
            default:
                return [];
        }
    }

    private static Need[] OfPod(string method) => method switch
    {
        "OpenLogAsync" or "ReadLogAsync" or "ReadLogLinesAsync" => [Pod("log", "get")],
        // A WebSocket begins with a GET; servers ask for create as well since 1.35.
        "ExecAsync" or "RunAsync" or "CopyToAsync" or "CopyFromAsync" => [Pod("exec", "get,create")],
        "AttachAsync" => [Pod("attach", "get,create")],
        "OpenPortAsync" or "ForwardPort" => [Pod("portforward", "get,create")],
        "EvictAsync" => [Pod("eviction", "create")],
        "AddEphemeralContainerAsync" or "PatchEphemeralContainersAsync" => [Pod("ephemeralcontainers", "patch")],
        "ResizeAsync" => [Pod("resize", "patch")],
        _ => [],
    };

    private static Need Pod(string subresource, string verbs) => new(new ResourceIdentity("", "pods/" + subresource, true), verbs, RolePlace.Watched);

    private static Need[] OfApi(IlType type, string method) => method switch
    {
        "GetAsync" or "GetOrNullAsync" => [new Need(type, "get")],
        "ListAsync" or "ListPagesAsync" or "ListAllAsync" => [new Need(type, "list")],
        "WatchAsync" => [new Need(type, "watch")],
        "CreateAsync" => [new Need(type, "create")],
        "GetOrCreateAsync" => [new Need(type, "get,create")],
        "ReplaceAsync" => [new Need(type, "update")],
        "UpdateAsync" => [new Need(type, "get,update")],
        "PatchAsync" or "RestartAsync" => [new Need(type, "patch")],
        // An apply that makes the object is asked for both.
        "ApplyAsync" or "CreateOrApplyAsync" => [new Need(type, "create,patch")],
        "DeleteAsync" => [new Need(type, "delete")],
        "DeleteCollectionAsync" => [new Need(type, "deletecollection")],
        "ReplaceStatusAsync" => [new Need(type, "update", "status")],
        "UpdateStatusAsync" => [new Need(type, "get"), new Need(type, "update", "status")],
        "PatchStatusAsync" or "ApplyStatusAsync" => [new Need(type, "patch", "status")],
        "GetScaleAsync" => [new Need(type, "get", "scale")],
        "ScaleAsync" => [new Need(type, "patch", "scale")],
        "GetSubresourceAsync" => [new Need(type, "get", Need.UnknownSubresource)],
        "CreateSubresourceAsync" => [new Need(type, "create", Need.UnknownSubresource)],
        "ReplaceSubresourceAsync" => [new Need(type, "update", Need.UnknownSubresource)],
        "PatchSubresourceAsync" => [new Need(type, "patch", Need.UnknownSubresource)],
        _ => [],
    };
}

/// <summary>Verbs on a resource that is known by its C# type or by itself.</summary>
internal sealed record Need(IlType? Type, ResourceIdentity? Resource, string Verbs, string Subresource, RolePlace? Place)
{
    /// <summary>A subresource whose name only the running program knows.</summary>
    public const string UnknownSubresource = "?";

    public Need(IlType type, string verbs, string subresource = "") : this(type, null, verbs, subresource, null)
    {
    }

    public Need(ResourceIdentity resource, string verbs, RolePlace place) : this(null, resource, verbs, "", place)
    {
    }

    public static Need Leases(string verbs) => new(new ResourceIdentity("coordination.k8s.io", "leases", true), verbs, RolePlace.Leases);
}
