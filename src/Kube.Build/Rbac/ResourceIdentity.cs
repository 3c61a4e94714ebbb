using System.Reflection.Metadata;

namespace Kube.Build;

/// <summary>What RBAC needs to know of a resource type.</summary>
internal sealed record ResourceIdentity(string Group, string Plural, bool IsNamespaced);

/// <summary>Reads resource types' identities from the assemblies that hold them.</summary>
/// <remarks>
/// A resource type says who it is in its static <c>Type</c>: <c>new ResourceType(group, version, kind, plural, scope)</c> over constants. In the built
/// assembly that is four strings and a number before the constructor's call.
/// </remarks>
internal sealed class ResourceIdentities(IlAssembly main, IReadOnlyDictionary<string, string> references) : IDisposable
{
    private readonly Dictionary<IlType, ResourceIdentity?> _known = [];
    private readonly Dictionary<string, IlAssembly?> _assemblies = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A type's identity; <see langword="null"/> when it has none of its own, as a dynamic kind.</summary>
    public ResourceIdentity? Of(IlType type)
    {
        if (_known.TryGetValue(type, out var known))
            return known;
        var assembly = type.Assembly.Length == 0 ? main : Open(type.Assembly);
        ResourceIdentity? identity = null;
        if (assembly?.Find(type.Name) is { } definition)
            identity = Read(assembly, definition);
        return _known[type] = identity;
    }

    public void Dispose()
    {
        foreach (var assembly in _assemblies.Values)
            assembly?.Dispose();
    }

    private IlAssembly? Open(string name)
    {
        if (!_assemblies.TryGetValue(name, out var assembly))
            _assemblies[name] = assembly = references.TryGetValue(name, out var path) ? new IlAssembly(path) : null;
        return assembly;
    }

    private static ResourceIdentity? Read(IlAssembly assembly, TypeDefinition type)
    {
        foreach (var handle in type.GetMethods())
        {
            var method = assembly.Metadata.GetMethodDefinition(handle);
            // Set once by the initialiser, or made by the getter.
            if (assembly.Metadata.GetString(method.Name) is ".cctor" or "get_Type" && Read(assembly, method) is { } identity)
                return identity;
        }
        return null;
    }

    private static ResourceIdentity? Read(IlAssembly assembly, MethodDefinition method)
    {
        var strings = new List<string>();
        var scope = -1;
        foreach (var (code, operand) in assembly.BodyOf(method).Select(instruction => (instruction.Code, instruction.Operand)))
        {
            switch (code)
            {
                case ILOpCode.Ldstr:
                    strings.Add(assembly.Metadata.GetUserString(System.Reflection.Metadata.Ecma335.MetadataTokens.UserStringHandle(operand)));
                    break;
                case ILOpCode.Ldc_i4_0 or ILOpCode.Ldc_i4_1:
                    scope = code - ILOpCode.Ldc_i4_0;
                    break;
                case ILOpCode.Newobj when IlCall.Read(assembly.Metadata, operand) is { Type.Name: "Kube.ResourceType" }:
                    return strings.Count >= 4 && scope >= 0 ? new ResourceIdentity(strings[strings.Count - 4], strings[strings.Count - 1], IsNamespaced: scope == 0) : null;
            }
        }
        return null;
    }
}
