using Kube.CodeModel;
using Kube.Generators.Model;

namespace Kube.Generators.Emitting;

/// <summary>Writes the factories on the client: those that fit the resource's scope, and no others.</summary>
internal static class ClientEmitter
{
    public static void Write(CodeWriter writer, ResourceSurface resource)
    {
        var plural = MethodName(resource);
        var identity = resource.Identity;
        writer.Line($"/// <summary>Opens <c>{CSharp.XmlLine(identity.CrdName)}</c> on a client.</summary>");
        writer.Line(GeneratedFile.Mark);
        if (resource.Deprecation is { } deprecation) writer.Line($"[global::System.Obsolete({CSharp.Literal(deprecation)})]");
        writer.Open($"{(resource.IsPublic ? "public" : "internal")} static class {resource.TypeName}ClientExtensions");
        if (identity.IsNamespaced)
        {
            Method(writer, resource, $"The {CSharp.XmlLine(identity.Plural)} of one namespace.", plural, ", string @namespace", $"client.Namespaced<{resource.Type}>(@namespace)");
            writer.Blank();
            Method(writer, resource, $"The {CSharp.XmlLine(identity.Plural)} of all namespaces.", plural, "", $"client.AllNamespaces<{resource.Type}>()");
        }
        else
        {
            Method(writer, resource, $"The {CSharp.XmlLine(identity.Plural)} of the cluster.", plural, "", $"client.Cluster<{resource.Type}>()");
        }
        writer.Close();
    }

    private static void Method(CodeWriter writer, ResourceSurface resource, string summary, string name, string parameters, string call)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"public static global::Kube.Client.Api<{resource.Type}> {name}(this global::Kube.Client.KubeClient client{parameters}) =>").Indent();
        writer.Line(call + ";").Unindent();
    }

    /// <summary>The kind in the plural: the kind's capitals with the plural's ending.</summary>
    private static string MethodName(ResourceSurface resource)
    {
        var (kind, plural) = (resource.TypeName, resource.Identity.Plural);
        var lower = resource.Identity.Kind.ToLowerInvariant();
        var common = 0;
        while (common < lower.Length && common < plural.Length && lower[common] == plural[common]) common++;
        if (kind != resource.Identity.Kind || common < 2) return kind + "s";
        var ending = new string([.. plural.Substring(common).Where(char.IsLetterOrDigit)]);
        return CSharp.Identifier(kind.Substring(0, common) + ending);
    }
}
