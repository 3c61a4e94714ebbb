using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Kube.Build;

/// <summary>A method as a body names it.</summary>
/// <param name="Type">The type it belongs to, with its arguments.</param>
/// <param name="Name">Its name; <c>.ctor</c> for a constructor.</param>
/// <param name="Arguments">Its own type arguments.</param>
/// <param name="Definition">The method itself when it is in the assembly that was read, else nil.</param>
internal sealed record IlCall(IlType Type, string Name, ImmutableArray<IlType> Arguments, MethodDefinitionHandle Definition)
{
    /// <summary>Reads what a token names; <see langword="null"/> for what is no method.</summary>
    public static IlCall? Read(MetadataReader reader, int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                var specification = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                var generic = Read(reader, MetadataTokens.GetToken(specification.Method));
                return generic is null ? null : generic with { Arguments = specification.DecodeSignature(IlTypeProvider.Instance, null) };
            case HandleKind.MethodDefinition:
                var definition = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return new IlCall(
                    new IlType(IlTypeProvider.NameOf(reader, definition.GetDeclaringType())), reader.GetString(definition.Name), ImmutableArray<IlType>.Empty, (MethodDefinitionHandle)handle);
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                if (member.GetKind() != MemberReferenceKind.Method)
                    return null;
                return TypeOf(reader, member.Parent) is { } type ? new IlCall(type, reader.GetString(member.Name), ImmutableArray<IlType>.Empty, default) : null;
            default:
                return null;
        }
    }

    /// <summary>The type behind a handle; <see langword="null"/> for what is no type.</summary>
    public static IlType? TypeOf(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => IlTypeProvider.Instance.GetTypeFromReference(reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeDefinition => IlTypeProvider.Instance.GetTypeFromDefinition(reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeSpecification => IlTypeProvider.Instance.GetTypeFromSpecification(reader, null, (TypeSpecificationHandle)handle, 0),
        _ => null,
    };
}
