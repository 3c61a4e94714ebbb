using System.Reflection.Metadata;

namespace Kube.Build;

/// <summary>What the reconcilers of an assembly can call: their methods, and everything in the assembly that is reached from them.</summary>
/// <remarks>
/// Reached is what is called, constructed or handed over as a delegate, the state machines behind async methods and iterators, and for a
/// virtual or interface method every method of the assembly that may stand in for it. Other assemblies' code is not read.
/// </remarks>
internal sealed class ReconcilerCalls
{
    private const string Reconciler = "Kube.Runtime.IReconciler`1";

    private readonly IlAssembly _assembly;
    private readonly MetadataReader _metadata;
    private readonly HashSet<MethodDefinitionHandle> _reached = [];
    private readonly Queue<MethodDefinitionHandle> _todo = new();
    private readonly ILookup<string, MethodDefinitionHandle> _virtuals;

    public ReconcilerCalls(IlAssembly assembly)
    {
        _assembly = assembly;
        _metadata = assembly.Metadata;
        _virtuals = _metadata.MethodDefinitions
            .Where(handle => (_metadata.GetMethodDefinition(handle).Attributes & System.Reflection.MethodAttributes.Virtual) != 0)
            .ToLookup(handle => ShortName(_metadata.GetString(_metadata.GetMethodDefinition(handle).Name)));
    }

    /// <summary>Every call, with the method it stands in.</summary>
    public IEnumerable<IlCall> Read()
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            if (IsReconciler(handle, depth: 0))
                Reach(_metadata.GetTypeDefinition(handle).GetMethods());
        }
        foreach (var handle in _metadata.MethodDefinitions)
            ReachFunctionsOfControllers(_metadata.GetMethodDefinition(handle));
        while (_todo.Count > 0)
        {
            var method = _metadata.GetMethodDefinition(_todo.Dequeue());
            ReachStateMachines(method);
            foreach (var (_, call) in _assembly.CallsOf(method))
            {
                Follow(call);
                yield return call;
            }
        }
    }

    private bool IsReconciler(TypeDefinitionHandle handle, int depth)
    {
        var type = _metadata.GetTypeDefinition(handle);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            if (IlCall.TypeOf(_metadata, _metadata.GetInterfaceImplementation(implemented).Interface)?.Name == Reconciler)
                return true;
        }
        // A base in another assembly is not read; a base here may be a reconciler.
        return !type.BaseType.IsNil && depth < 20 && type.BaseType.Kind switch
        {
            HandleKind.TypeDefinition => IsReconciler((TypeDefinitionHandle)type.BaseType, depth + 1),
            HandleKind.TypeSpecification => IlCall.TypeOf(_metadata, type.BaseType) is { Assembly.Length: 0 } based && HandleOf(based.Name) is { } own && IsReconciler(own, depth + 1),
            _ => false,
        };
    }

    private TypeDefinitionHandle? HandleOf(string name)
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            if (IlTypeProvider.NameOf(_metadata, handle) == name)
                return handle;
        }
        return null;
    }

    /// <summary>A controller around a function: the functions that the method which builds it hands over.</summary>
    private void ReachFunctionsOfControllers(MethodDefinition method)
    {
        var calls = _assembly.CallsOf(method).ToList();
        if (!calls.Exists(call => call.Call is { Type.Name: "Kube.Runtime.ControllerBuilder`1", Name: "Build" or "RunAsync" or "OnFailure" }))
            return;
        foreach (var (code, call) in calls)
        {
            if (code is ILOpCode.Ldftn or ILOpCode.Ldvirtftn)
                Follow(call);
        }
    }

    private void Follow(IlCall call)
    {
        if (!call.Definition.IsNil)
            Reach([call.Definition]);
        else if (call.Type.Assembly.Length == 0 && _assembly.Find(call.Type.Name) is { } type)
            Reach(type.GetMethods().Where(handle => _metadata.StringComparer.Equals(_metadata.GetMethodDefinition(handle).Name, call.Name)));
        else
            return;
        if (call.Name != ".ctor")
            Reach(_virtuals[call.Name].Where(_ => IsVirtual(call)));
    }

    private bool IsVirtual(IlCall call) =>
        call.Definition.IsNil || (_metadata.GetMethodDefinition(call.Definition).Attributes & System.Reflection.MethodAttributes.Virtual) != 0;

    private void ReachStateMachines(MethodDefinition method)
    {
        // Explicit implementations have dots in their names, which the compiler makes hyphens of.
        var prefix = $"<{_metadata.GetString(method.Name).Replace('.', '-')}>d";
        foreach (var nested in _metadata.GetTypeDefinition(method.GetDeclaringType()).GetNestedTypes())
        {
            var type = _metadata.GetTypeDefinition(nested);
            if (_metadata.GetString(type.Name).StartsWith(prefix, StringComparison.Ordinal))
                Reach(type.GetMethods());
        }
    }

    private void Reach(IEnumerable<MethodDefinitionHandle> methods)
    {
        foreach (var method in methods)
        {
            if (_reached.Add(method))
                _todo.Enqueue(method);
        }
    }

    // Explicit implementations are named for their interface as well.
    private static string ShortName(string name) => name.LastIndexOf('.') is var dot and > 0 ? name.Substring(dot + 1) : name;
}
