using System.Runtime.CompilerServices;
using Kube.Testing.Crds;
using Kube.Testing.Resources;

namespace Kube.Testing.Serving;

/// <summary>The strategy of each resource, made once.</summary>
internal static class Strategies
{
    private static readonly ConditionalWeakTable<ApiResource, ObjectStrategy> Known = [];

    public static ObjectStrategy For(ApiResource resource) => Known.GetValue(resource, static r => Make(r));

    private static ObjectStrategy Make(ApiResource resource) => resource.Custom is { } version
        ? new CustomResourceStrategy(version)
        : resource.Kind == "CustomResourceDefinition" ? new CrdStrategy() : new BuiltInStrategy(resource);
}
