using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>Objects for definitions whose CEL rules or patterns the smallest generated object does not meet, each with the reason.</summary>
internal static class HandMadeObjects
{
    // Name of the definition (and version where they differ) → what it demands, and the fields beside identity that meet it.
    private static readonly Dictionary<string, (string Demand, string Fields)> Fields = new(StringComparer.Ordinal)
    {
        ["clusterusages.protection.crossplane.io"] = ("a rule: by or reason; and what it is used of by reference or selector", """{"spec":{"reason":"r","of":{"apiVersion":"v1","kind":"ConfigMap","resourceRef":{"name":"a"}}}}"""),
        ["usages.apiextensions.crossplane.io"] = ("a rule: by or reason; and what it is used of by reference or selector", """{"spec":{"reason":"r","of":{"apiVersion":"v1","kind":"ConfigMap","resourceRef":{"name":"a"}}}}"""),
        ["usages.protection.crossplane.io"] = ("a rule: by or reason; and what it is used of by reference or selector", """{"spec":{"reason":"r","of":{"apiVersion":"v1","kind":"ConfigMap","resourceRef":{"name":"a"}}}}"""),
        ["volumegroupsnapshotcontents.groupsnapshot.storage.k8s.io"] = ("rules: exactly one source; a complete reference", """{"spec":{"deletionPolicy":"Delete","driver":"a","source":{"volumeHandles":["h"]},"volumeGroupSnapshotRef":{"name":"a","namespace":"default"}}}"""),
        ["volumegroupsnapshots.groupsnapshot.storage.k8s.io"] = ("a rule: exactly one source", """{"spec":{"source":{"volumeGroupSnapshotContentName":"a"}}}"""),
        ["volumesnapshotcontents.snapshot.storage.k8s.io"] = ("rules: exactly one source; a complete reference", """{"spec":{"deletionPolicy":"Delete","driver":"a","source":{"volumeHandle":"h"},"volumeSnapshotRef":{"name":"a","namespace":"default"}}}"""),
        ["volumesnapshots.snapshot.storage.k8s.io"] = ("a rule: exactly one source", """{"spec":{"source":{"persistentVolumeClaimName":"a"}}}"""),
        ["backendtlspolicies.gateway.networking.k8s.io"] = ("a rule: a source of certificates", """{"spec":{"targetRefs":[{"group":"","kind":"Service","name":"a"}],"validation":{"hostname":"a","wellKnownCACertificates":"System"}}}"""),
        ["tcproutes.gateway.networking.k8s.io"] = ("a rule: a reference to a service names its port", """{"spec":{"rules":[{"backendRefs":[{"name":"a","port":1}]}]}}"""),
        ["tlsroutes.gateway.networking.k8s.io"] = ("a rule: a reference to a service names its port", """{"spec":{"hostnames":["a.example.com"],"rules":[{"backendRefs":[{"name":"a","port":1}]}]}}"""),
        ["udproutes.gateway.networking.k8s.io"] = ("a rule: a reference to a service names its port", """{"spec":{"rules":[{"backendRefs":[{"name":"a","port":1}]}]}}"""),
        ["xbackends.gateway.networking.x-k8s.io"] = ("a rule: the type demands its host name", """{"spec":{"port":{"port":1},"type":"ExternalHostname","externalHostname":{"hostname":"example.com"}}}"""),
    };

    public static JsonObject? Find(JsonObject definition, JsonObject version)
    {
        var name = definition.GetObject("metadata")!.GetString("name")!;
        if (!Fields.TryGetValue($"{name}/{version.GetString("name")}", out var entry) && !Fields.TryGetValue(name, out entry))
        {
            return null;
        }

        var spec = definition.GetObject("spec")!;
        return ((JsonObject)JsonValue.Parse(entry.Fields))
            .With("apiVersion", $"{spec.GetString("group")}/{version.GetString("name")}")
            .With("kind", spec.GetObject("names")!.GetString("kind")!)
            .With("metadata", JsonObject.Of(("name", "a")));
    }
}
