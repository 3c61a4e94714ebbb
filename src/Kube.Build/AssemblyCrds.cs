using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kube.Build;

/// <summary>A CustomResourceDefinition as the generator put it into an assembly.</summary>
/// <param name="Name">The CRD's name, <c>&lt;plural&gt;.&lt;group&gt;</c>.</param>
/// <param name="Json">The CRD as JSON.</param>
internal sealed record EmbeddedCrd(string Name, string Json);

/// <summary>Reads the CRDs that an assembly carries, from its metadata alone: nothing is loaded, nothing runs, any framework will do.</summary>
internal static class AssemblyCrds
{
    private const string AttributeNamespace = "Kube";
    private const string AttributeName = "CustomResourceDefinitionAttribute";

    /// <summary>The CRDs in <paramref name="assemblyPath"/>, in ordinal order of their names.</summary>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<EmbeddedCrd> Read(string assemblyPath)
    {
        using var stream = new FileStream(assemblyPath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var image = new PEReader(stream);
        if (!image.HasMetadata)
            throw new BadImageFormatException($"'{assemblyPath}' is not a .NET assembly.");
        var metadata = image.GetMetadataReader();
        var crds = new List<EmbeddedCrd>();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (!IsCrd(metadata, attribute))
                continue;
            var value = metadata.GetBlobReader(attribute.Value);
            if (value.ReadUInt16() != 1)
                throw new BadImageFormatException($"'{assemblyPath}' has a malformed {AttributeName}.");
            crds.Add(new EmbeddedCrd(value.ReadSerializedString() ?? "", value.ReadSerializedString() ?? ""));
        }
        crds.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return crds;
    }

    private static bool IsCrd(MetadataReader metadata, CustomAttribute attribute)
    {
        switch (attribute.Constructor.Kind)
        {
            case HandleKind.MemberReference:
                return IsAttribute(metadata, metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent);
            case HandleKind.MethodDefinition:
                return IsAttribute(metadata, metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());
            default:
                return false;
        }
    }

    private static bool IsAttribute(MetadataReader metadata, EntityHandle type)
    {
        switch (type.Kind)
        {
            case HandleKind.TypeReference:
                var reference = metadata.GetTypeReference((TypeReferenceHandle)type);
                return IsAttribute(metadata, reference.Namespace, reference.Name);
            case HandleKind.TypeDefinition:
                var definition = metadata.GetTypeDefinition((TypeDefinitionHandle)type);
                return IsAttribute(metadata, definition.Namespace, definition.Name);
            default:
                return false;
        }
    }

    private static bool IsAttribute(MetadataReader metadata, StringHandle ns, StringHandle name) =>
        metadata.StringComparer.Equals(name, AttributeName) && metadata.StringComparer.Equals(ns, AttributeNamespace);
}
