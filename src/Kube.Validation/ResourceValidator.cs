using System.Buffers;
using Kube.Json;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Resources;
using Kube.Schema.Validation;

namespace Kube.Validation;

/// <summary>Judges objects of one version of a CRD as an API server would: decodes, prunes and fills in defaults, then checks metadata, schema and CEL rules.</summary>
/// <remarks>
/// Immutable and safe to share; rules are compiled once. It knows what stands in the object and in the CRD, and nothing else: whether the name is taken, who
/// may write it and what admission webhooks say, only a server can tell.
/// </remarks>
/// <param name="schema">The version of the CRD.</param>
public sealed class ResourceValidator(CustomResourceSchema schema)
{
    /// <summary>The version of the CRD that it judges by.</summary>
    public CustomResourceSchema Schema { get; } = schema;

    /// <summary>The validator of a type's own CRD, made at the first call and kept.</summary>
    /// <typeparam name="T">The custom resource.</typeparam>
    /// <exception cref="InvalidOperationException">The type brings no CRD, or one that lacks its version.</exception>
    public static ResourceValidator For<T>() where T : class, ICustomResource<T> => LazyInitializer.EnsureInitialized(ref OfType<T>.Validator, Make<T>);

    /// <summary>What a server would say of a new object.</summary>
    /// <remarks>As the server does, it names an object that has only a <c>generateName</c>, and drops a status where that is a subresource. An object without a namespace counts as one in <c>default</c>.</remarks>
    public ValidationErrors Validate(JsonObject resource)
    {
        var decoded = Schema.Decode(resource);
        if (decoded.Error is { } error)
        {
            return new([error]);
        }

        var prepared = ReceivedObject.Created(decoded.Resource, Schema);
        return Verdict(Schema.Validate(prepared), decoded, prepared, null, []);
    }

    /// <summary>What a server would say of an object as a change of another: errors of what did not change are forgiven (KEP-4008).</summary>
    /// <param name="stored">The object before.</param>
    /// <param name="resource">The object after.</param>
    public ValidationErrors ValidateUpdate(JsonObject stored, JsonObject resource) => ValidateChange(stored, resource, isStatus: false);

    /// <summary>What a server would say of a change through <c>/status</c>: only the status counts; lists and rules of the whole object are checked.</summary>
    /// <param name="stored">The object before.</param>
    /// <param name="resource">The object after.</param>
    /// <exception cref="InvalidOperationException">The CRD's version has no status subresource.</exception>
    public ValidationErrors ValidateStatusUpdate(JsonObject stored, JsonObject resource) => Schema.HasStatus
        ? ValidateChange(stored, resource, isStatus: true)
        : throw new InvalidOperationException($"{Schema.Kind} of {Schema.ApiVersion} has no status subresource: an API server answers 404.");

    /// <summary>An object as the JSON that a server would get.</summary>
    /// <exception cref="KubeSerializationException">It holds what JSON cannot.</exception>
    internal static JsonObject ToJson<T>(T resource) where T : class, ICustomResource<T>
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        KubeJson.Serialize(buffer, resource);
        return (JsonObject)JsonValue.Parse(buffer.WrittenSpan);
    }

    private ValidationErrors ValidateChange(JsonObject stored, JsonObject resource, bool isStatus)
    {
        var before = Schema.Decode(stored);
        var decoded = Schema.Decode(resource);
        if ((before.Error ?? decoded.Error) is { } error)
        {
            return new([error]);
        }

        var old = ReceivedObject.Stored(before.Resource, Schema);
        var prepared = ReceivedObject.Changed(decoded.Resource, old, Schema, isStatus);
        var forgiven = new List<FieldError>();
        var errors = isStatus ? Schema.ValidateStatusUpdate(prepared, old, forgiven) : Schema.ValidateUpdate(prepared, old, forgiven);
        return Verdict(errors, decoded, prepared, old, forgiven);
    }

    private static ValidationErrors Verdict(IReadOnlyList<FieldError> errors, DecodedResource decoded, JsonObject prepared, JsonObject? old, List<FieldError> forgiven)
    {
        var warnings = decoded.UnknownFields.Select(path => $"unknown field \"{path}\"")
            .Concat(ObjectMetaValidation.FinalizerWarnings(MetadataOf(prepared), old is null ? null : MetadataOf(old)))
            .Concat(forgiven.Select(error => error.ToString()))
            .ToArray();
        return errors.Count + warnings.Length == 0 ? ValidationErrors.None : new(errors, warnings);
    }

    private static JsonObject MetadataOf(JsonObject resource) => resource.GetObject("metadata") ?? JsonObject.Empty;

    private static ResourceValidator Make<T>() where T : class, ICustomResource<T>
    {
        if (T.Crd.IsEmpty)
        {
            throw new InvalidOperationException($"{typeof(T).Name} brings no CustomResourceDefinition: is the assembly that declares it compiled with the generator?");
        }

        var crd = CustomResourceDefinition.FromJson((JsonObject)JsonValue.Parse(T.Crd));
        return crd.Spec.Versions.Any(version => version.Name == T.Type.Version)
            ? new(new CustomResourceSchema(crd, T.Type.Version))
            : throw new InvalidOperationException($"The CustomResourceDefinition {crd.Name} has no version {T.Type.Version}, which {typeof(T).Name} claims to be.");
    }

    private static class OfType<T>
    {
        public static ResourceValidator? Validator;
    }
}
