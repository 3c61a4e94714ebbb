using System.Text.Json;
using Kube.Json;

namespace Kube.Runtime.Tests;

/// <summary>A resource without a server: what stores, queues and controllers need of one.</summary>
internal sealed record Widget : IResource<Widget>, INamespaced
{
    public required ObjectMeta Metadata { get; init; }

    public string Color { get; init; } = "";

    public string ApiVersion => "example.com/v1";

    public string Kind => "Widget";

    public static ResourceType Type { get; } = new("example.com", "v1", "Widget", "widgets", ResourceScope.Namespaced);

    public Widget WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    public static Widget ReadJson(ref Utf8JsonReader reader) => throw new NotSupportedException();

    public static void WriteJson(KubeJsonWriter writer, Widget value) => throw new NotSupportedException();

    public static Widget Named(string name, int version = 1, string ns = "default", string? uid = null, string color = "") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns, Uid = uid ?? "uid-" + name, ResourceVersion = version.ToString() },
        Color = color,
    };

    /// <summary>A widget as a server sends it whose size cannot be read.</summary>
    public static WatchItem<Widget> Undecodable(string name, WatchEventType type = WatchEventType.Modified, string version = "900") => new()
    {
        Kind = WatchSignalKind.ItemError,
        ResourceVersion = version,
        ItemError = new InvalidItem
        {
            Error = new KubeSerializationException("not a number", "$.spec.size"),
            Json = JsonDocument.Parse("{}").RootElement,
            Metadata = new ObjectMeta { Name = name, Namespace = "default", ResourceVersion = version },
            EventType = type,
        },
    };

    public override string ToString() => $"{Metadata.Namespace}/{Metadata.Name}@{Metadata.ResourceVersion}";
}

/// <summary>What a widget owns.</summary>
internal sealed record Gear : IResource<Gear>, INamespaced
{
    public required ObjectMeta Metadata { get; init; }

    public string ApiVersion => "example.com/v1";

    public string Kind => "Gear";

    public static ResourceType Type { get; } = new("example.com", "v1", "Gear", "gears", ResourceScope.Namespaced);

    public Gear WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    public static Gear ReadJson(ref Utf8JsonReader reader) => throw new NotSupportedException();

    public static void WriteJson(KubeJsonWriter writer, Gear value) => throw new NotSupportedException();

    public static Gear OwnedBy(Widget owner, string name, int version = 1) => new Gear
    {
        Metadata = new ObjectMeta { Name = name, Namespace = owner.Metadata.Namespace, Uid = "uid-" + name, ResourceVersion = version.ToString() },
    }.WithController(owner);
}
