using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

[JsonConverter(typeof(KubeJsonConverter<ObjectMeta>))]
public sealed partial record ObjectMeta : IKubeJson<ObjectMeta>
{
    /// <inheritdoc/>
    public static ObjectMeta ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? name = null;
        string? generateName = null;
        string? @namespace = null;
        string? selfLink = null;
        string? uid = null;
        string? resourceVersion = null;
        long? generation = null;
        DateTimeOffset? creationTimestamp = null;
        DateTimeOffset? deletionTimestamp = null;
        long? deletionGracePeriodSeconds = null;
        IReadOnlyDictionary<string, string>? labels = null;
        IReadOnlyDictionary<string, string>? annotations = null;
        IReadOnlyList<OwnerReference>? ownerReferences = null;
        IReadOnlyList<string>? finalizers = null;
        IReadOnlyList<ManagedFieldsEntry>? managedFields = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 3 when property.SequenceEqual("uid"u8): uid = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("name"u8): name = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("labels"u8): labels = SharedCodec<IReadOnlyDictionary<string, string>, MapCodec<string, StringCodec, string, StringCodec>>.Read(ref reader); break;
                case 8 when property.SequenceEqual("selfLink"u8): selfLink = StringCodec.Read(ref reader); break;
                case 9 when property.SequenceEqual("namespace"u8): @namespace = StringCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("generation"u8): generation = IntegerCodec<long>.Read(ref reader); break;
                case 10 when property.SequenceEqual("finalizers"u8): finalizers = ArrayCodec<string, StringCodec>.Read(ref reader); break;
                case 11 when property.SequenceEqual("annotations"u8): annotations = SharedCodec<IReadOnlyDictionary<string, string>, MapCodec<string, StringCodec, string, StringCodec>>.Read(ref reader); break;
                case 12 when property.SequenceEqual("generateName"u8): generateName = StringCodec.Read(ref reader); break;
                case 13 when property.SequenceEqual("managedFields"u8): managedFields = ArrayCodec<ManagedFieldsEntry, SelfCodec<ManagedFieldsEntry>>.Read(ref reader); break;
                case 15 when property.SequenceEqual("resourceVersion"u8): resourceVersion = StringCodec.Read(ref reader); break;
                case 15 when property.SequenceEqual("ownerReferences"u8): ownerReferences = SharedCodec<IReadOnlyList<OwnerReference>, ArrayCodec<OwnerReference, SelfCodec<OwnerReference>>>.Read(ref reader); break;
                case 17 when property.SequenceEqual("creationTimestamp"u8): creationTimestamp = DateTimeOffsetCodec.Read(ref reader); break;
                case 17 when property.SequenceEqual("deletionTimestamp"u8): deletionTimestamp = DateTimeOffsetCodec.Read(ref reader); break;
                case 26 when property.SequenceEqual("deletionGracePeriodSeconds"u8): deletionGracePeriodSeconds = IntegerCodec<long>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Name = name,
            GenerateName = generateName,
            Namespace = @namespace,
            SelfLink = selfLink,
            Uid = uid,
            ResourceVersion = resourceVersion,
            Generation = generation,
            CreationTimestamp = creationTimestamp,
            DeletionTimestamp = deletionTimestamp,
            DeletionGracePeriodSeconds = deletionGracePeriodSeconds,
            Labels = labels,
            Annotations = annotations,
            OwnerReferences = ownerReferences,
            Finalizers = finalizers,
            ManagedFields = managedFields,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, ObjectMeta value)
    {
        writer.WriteStartObject();
        if (value.Name is { } name) writer.WriteString("name"u8, name);
        if (value.GenerateName is { } generateName) writer.WriteString("generateName"u8, generateName);
        if (value.Namespace is { } @namespace) writer.WriteString("namespace"u8, @namespace);
        if (value.SelfLink is { } selfLink) writer.WriteString("selfLink"u8, selfLink);
        if (value.Uid is { } uid) writer.WriteString("uid"u8, uid);
        if (value.ResourceVersion is { } resourceVersion) writer.WriteString("resourceVersion"u8, resourceVersion);
        if (value.Generation is { } generation) writer.WriteNumber("generation"u8, generation);
        if (value.CreationTimestamp is { } creationTimestamp)
        {
            writer.WritePropertyName("creationTimestamp"u8);
            TimeCodec.Write(writer, creationTimestamp);
        }
        if (value.DeletionTimestamp is { } deletionTimestamp)
        {
            writer.WritePropertyName("deletionTimestamp"u8);
            TimeCodec.Write(writer, deletionTimestamp);
        }
        if (value.DeletionGracePeriodSeconds is { } deletionGracePeriodSeconds) writer.WriteNumber("deletionGracePeriodSeconds"u8, deletionGracePeriodSeconds);
        if (value.Labels is { } labels)
        {
            writer.WritePropertyName("labels"u8);
            MapCodec<string, StringCodec, string, StringCodec>.Write(writer, labels);
        }
        if (value.Annotations is { } annotations)
        {
            writer.WritePropertyName("annotations"u8);
            MapCodec<string, StringCodec, string, StringCodec>.Write(writer, annotations);
        }
        if (value.OwnerReferences is { } ownerReferences)
        {
            writer.WritePropertyName("ownerReferences"u8);
            ArrayCodec<OwnerReference, SelfCodec<OwnerReference>>.Write(writer, ownerReferences);
        }
        if (value.Finalizers is { } finalizers)
        {
            writer.WritePropertyName("finalizers"u8);
            ArrayCodec<string, StringCodec>.Write(writer, finalizers);
        }
        if (value.ManagedFields is { } managedFields)
        {
            writer.WritePropertyName("managedFields"u8);
            ArrayCodec<ManagedFieldsEntry, SelfCodec<ManagedFieldsEntry>>.Write(writer, managedFields);
        }
        writer.WriteEndObject();
    }
}
