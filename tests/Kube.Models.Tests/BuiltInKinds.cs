using System.Reflection;
using Kube.Json;

namespace Kube.Models.Tests;

/// <summary>The resources in Kube.Models, by <c>apiVersion</c> and <c>kind</c>.</summary>
internal static class BuiltInKinds
{
    public static IReadOnlyDictionary<(string ApiVersion, string Kind), BuiltInKind> All { get; } = typeof(V1Pod).Assembly.GetTypes()
        .Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IResource<>)))
        .Select(t => (BuiltInKind)typeof(BuiltInKind).GetMethod(nameof(BuiltInKind.Of), BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(t).Invoke(null, null)!)
        .ToDictionary(k => (k.Type.ApiVersion, k.Type.Kind));
}

/// <summary>A built-in resource, with what tests do to it without knowing its type.</summary>
internal sealed record BuiltInKind(ResourceType Type, Type ClrType, Func<string, string> RoundTrip, Func<string, (int Items, string[] Faults)> ReadList)
{
    public static BuiltInKind Of<T>() where T : class, IResource<T> => new(
        T.Type,
        typeof(T),
        json => KubeJson.Serialize(KubeJson.Deserialize<T>(json)),
        json =>
        {
            var list = KubeJson.Deserialize<KubeList<T>>(json);
            return (list.Items.Count, [.. list.InvalidItems.Select(i => i.Error.Message)]);
        });
}
