using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Kube.Build;

/// <summary>A type as a signature names it.</summary>
/// <param name="Name">Its full name without arguments, such as <c>Kube.Client.Api`1</c>.</param>
/// <param name="Assembly">The assembly it is in; empty for the one that was read, and for what has none, such as a type parameter.</param>
/// <param name="Arguments">Its type arguments.</param>
internal sealed record IlType(string Name, string Assembly, ImmutableArray<IlType> Arguments)
{
    public IlType(string name, string assembly = "") : this(name, assembly, ImmutableArray<IlType>.Empty)
    {
    }

    /// <summary>Whether it stands for a type that only the caller of generic code knows.</summary>
    public bool IsParameter => Name.StartsWith("!", StringComparison.Ordinal);
}

/// <summary>Decodes signatures to <see cref="IlType"/>.</summary>
internal sealed class IlTypeProvider : ISignatureTypeProvider<IlType, object?>
{
    public static IlTypeProvider Instance { get; } = new();

    public IlType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => new(NameOf(reader, handle));

    public IlType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var reference = reader.GetTypeReference(handle);
        var name = reader.GetString(reference.Name);
        switch (reference.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                var outer = GetTypeFromReference(reader, (TypeReferenceHandle)reference.ResolutionScope, rawTypeKind);
                return new IlType($"{outer.Name}+{name}", outer.Assembly);
            case HandleKind.AssemblyReference:
                var assembly = reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name);
                return new IlType(Qualified(reader.GetString(reference.Namespace), name), assembly);
            default:
                return new IlType(Qualified(reader.GetString(reference.Namespace), name));
        }
    }

    public IlType GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public IlType GetGenericInstantiation(IlType genericType, ImmutableArray<IlType> typeArguments) => genericType with { Arguments = typeArguments };

    public IlType GetGenericTypeParameter(object? genericContext, int index) => new("!" + index);

    public IlType GetGenericMethodParameter(object? genericContext, int index) => new("!!" + index);

    public IlType GetPrimitiveType(PrimitiveTypeCode typeCode) => new(typeCode.ToString());

    public IlType GetSZArrayType(IlType elementType) => new(elementType.Name + "[]");

    public IlType GetArrayType(IlType elementType, ArrayShape shape) => new(elementType.Name + "[,]");

    public IlType GetByReferenceType(IlType elementType) => elementType;

    public IlType GetPointerType(IlType elementType) => new(elementType.Name + "*");

    public IlType GetPinnedType(IlType elementType) => elementType;

    public IlType GetModifiedType(IlType modifier, IlType unmodifiedType, bool isRequired) => unmodifiedType;

    public IlType GetFunctionPointerType(MethodSignature<IlType> signature) => new("method*");

    public static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.IsNested ? $"{NameOf(reader, type.GetDeclaringType())}+{name}" : Qualified(reader.GetString(type.Namespace), name);
    }

    private static string Qualified(string ns, string name) => ns.Length == 0 ? name : ns + "." + name;
}
