using System.Reflection.Metadata;

namespace Kube.Build;

/// <summary>What the controllers of an assembly must be allowed to do: by what they register, by what their reconcilers call, by what attributes say.</summary>
/// <param name="Permissions">Each once, in no order.</param>
/// <param name="Unknown">What could not be told and must be said by an attribute, for people.</param>
internal sealed record AssemblyPermissions(IReadOnlyCollection<Permission> Permissions, IReadOnlyCollection<string> Unknown)
{
    private const string RuleAttribute = "Kube.Runtime.RbacRuleAttribute";

    /// <summary>Reads an assembly and, of those it references, what resource types they hold.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="references">Paths of the assemblies that it was compiled against, with method bodies.</param>
    /// <exception cref="BadImageFormatException">A file is not a .NET assembly, or an attribute is malformed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AssemblyPermissions Read(string path, IEnumerable<string> references)
    {
        using var assembly = new IlAssembly(path);
        var permissions = new HashSet<Permission>();
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        // What does not know the runtime has no controllers.
        if (!assembly.Metadata.AssemblyReferences.Any(handle => assembly.Metadata.StringComparer.Equals(assembly.Metadata.GetAssemblyReference(handle).Name, "Kube.Runtime")))
            return new AssemblyPermissions(permissions, unknown);
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in references)
            byName[Path.GetFileNameWithoutExtension(reference)] = reference;
        using var identities = new ResourceIdentities(assembly, byName);

        foreach (var handle in assembly.Metadata.MethodDefinitions)
        {
            foreach (var (_, call) in assembly.CallsOf(assembly.Metadata.GetMethodDefinition(handle)))
                Add(PermissionTable.OfRegistration(call));
        }
        foreach (var call in new ReconcilerCalls(assembly).Read())
            Add(PermissionTable.OfWork(call));
        foreach (var handle in assembly.Metadata.CustomAttributes)
        {
            var attribute = assembly.Metadata.GetCustomAttribute(handle);
            if (IlCall.Read(assembly.Metadata, System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(attribute.Constructor))?.Type.Name == RuleAttribute)
                permissions.UnionWith(Rule(assembly.Metadata.GetBlobReader(attribute.Value)));
        }
        return new AssemblyPermissions(permissions, unknown);

        void Add(IEnumerable<Need> needs)
        {
            foreach (var need in needs)
            {
                var resource = need.Resource ?? identities.Of(need.Type!);
                // Code that is generic over the resource is met again where it is registered.
                if (need.Type is { IsParameter: true })
                    continue;
                if (resource is null)
                    unknown.Add($"{need.Verbs} on kinds that only the running program knows ({need.Type!.Name})");
                else if (need.Subresource == Need.UnknownSubresource)
                    unknown.Add($"{need.Verbs} on subresources of {resource.Plural} that only the running program knows");
                else
                    permissions.UnionWith(Granting(need, resource));
            }
        }
    }

    private static IEnumerable<Permission> Granting(Need need, ResourceIdentity resource)
    {
        var name = need.Subresource.Length == 0 ? resource.Plural : $"{resource.Plural}/{need.Subresource}";
        var place = need.Place ?? (resource.IsNamespaced ? RolePlace.Watched : RolePlace.Cluster);
        return need.Verbs.Split(',').Select(verb => new Permission(resource.Group, name, verb, place));
    }

    /// <summary>An attribute's three strings, and its properties, from the blob in the metadata (ECMA-335, II.23.3).</summary>
    private static IEnumerable<Permission> Rule(BlobReader value)
    {
        if (value.ReadUInt16() != 1)
            throw new BadImageFormatException($"A malformed {RuleAttribute}.");
        var (apiGroup, resources, verbs) = (value.ReadSerializedString() ?? "", value.ReadSerializedString() ?? "", value.ReadSerializedString() ?? "");
        var (names, ns) = ("", "");
        for (int left = value.ReadUInt16(); left > 0; left--)
        {
            // 0x54: a property. 0x0E: a string. Both properties are.
            if (value.ReadByte() != 0x54 || value.ReadByte() != 0x0E)
                throw new BadImageFormatException($"A malformed {RuleAttribute}.");
            var (property, text) = (value.ReadSerializedString(), value.ReadSerializedString() ?? "");
            if (property == "ResourceNames")
                names = string.Join(",", Split(text).OrderBy(name => name, StringComparer.Ordinal));
            else
                ns = text;
        }
        var place = ns.Length == 0 ? RolePlace.Watched : new RolePlace(RolePlaceKind.Named, ns);
        return from resource in Split(resources) from verb in Split(verbs) select new Permission(apiGroup, resource, verb, place, names);
    }

    private static IEnumerable<string> Split(string list) => list.Split(',').Select(part => part.Trim()).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal);
}
