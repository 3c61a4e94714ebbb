using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kube.Build;

/// <summary>An assembly as metadata and method bodies: nothing is loaded, nothing runs.</summary>
internal sealed class IlAssembly : IDisposable
{
    private readonly PEReader _image;
    private readonly Lazy<Dictionary<string, TypeDefinitionHandle>> _types;

    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IlAssembly(string path)
    {
        _image = new PEReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        if (!_image.HasMetadata)
        {
            _image.Dispose();
            throw new BadImageFormatException($"'{path}' is not a .NET assembly.");
        }
        Metadata = _image.GetMetadataReader();
        _types = new(() => Metadata.TypeDefinitions.ToDictionary(handle => IlTypeProvider.NameOf(Metadata, handle), handle => handle, StringComparer.Ordinal));
    }

    public MetadataReader Metadata { get; }

    /// <summary>The type of a full name; <see langword="null"/> when it is not in the assembly.</summary>
    public TypeDefinition? Find(string name) => _types.Value.TryGetValue(name, out var handle) ? Metadata.GetTypeDefinition(handle) : null;

    /// <summary>The instructions of a method; none when it has no body.</summary>
    public IEnumerable<IlInstruction> BodyOf(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? [] : IlInstructions.Read(_image.GetMethodBody(method.RelativeVirtualAddress));

    /// <summary>What a method calls, constructs, or takes the address of.</summary>
    public IEnumerable<(ILOpCode Code, IlCall Call)> CallsOf(MethodDefinition method)
    {
        foreach (var instruction in BodyOf(method))
        {
            if (instruction.Code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn && IlCall.Read(Metadata, instruction.Operand) is { } call)
                yield return (instruction.Code, call);
        }
    }

    public void Dispose() => _image.Dispose();
}
