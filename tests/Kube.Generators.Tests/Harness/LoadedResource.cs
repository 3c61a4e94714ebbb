using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Kube.Json;

namespace Kube.Generators.Tests.Harness;

/// <summary>A generated resource type, compiled and loaded, whose codec reads and writes real JSON.</summary>
internal sealed class LoadedResource : IDisposable
{
    private readonly AssemblyLoadContext _context = new(null, isCollectible: true);
    private readonly MethodInfo _deserialize;
    private readonly MethodInfo _serialize;

    public LoadedResource(Generated generated, string apiVersion, string kind)
    {
        using var stream = new MemoryStream(generated.AssertCompiles().Emitted.Image);
        Type = _context.LoadFromStream(stream).GetTypes()
            .Single(type => type.GetField("ApiVersionName")?.GetRawConstantValue() as string == apiVersion && type.GetField("KindName")?.GetRawConstantValue() as string == kind && typeof(IKubeObject).IsAssignableFrom(type));
        _deserialize = typeof(KubeJson).GetMethods().Single(method => method.Name == nameof(KubeJson.Deserialize) && method.GetParameters()[0].ParameterType == typeof(string)).MakeGenericMethod(Type);
        _serialize = typeof(KubeJson).GetMethods().Single(method => method.Name == nameof(KubeJson.SerializeToUtf8Bytes)).MakeGenericMethod(Type);
    }

    public Type Type { get; }

    /// <summary>The JSON that the codec writes after it has read <paramref name="json"/>.</summary>
    public string Rewrite(string json) => Encoding.UTF8.GetString((byte[])Call(_serialize, Read(json)));

    public object Read(string json) => Call(_deserialize, json);

    public void Dispose() => _context.Unload();

    private static object Call(MethodInfo method, object argument)
    {
        try
        {
            return method.Invoke(null, [argument])!;
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
