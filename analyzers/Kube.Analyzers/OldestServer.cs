using Kube.Cel;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers;

/// <summary>The oldest API server that has to accept the project's CRDs: what decides which CEL functions rules may use.</summary>
internal static class OldestServer
{
    /// <summary>The MSBuild property that says so, such as <c>1.34</c>.</summary>
    public const string Property = "KubeMinimumVersion";

    /// <summary>The project's version, or the oldest that the Kubernetes project supports. A text that is no version fails the build (KUBE9005), so it need not be told here.</summary>
    public static KubernetesVersion Of(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property." + Property, out var text) && KubernetesVersion.TryParse(text.Trim(), out var version)
            ? version
            : KubernetesVersion.OldestSupported;
}
