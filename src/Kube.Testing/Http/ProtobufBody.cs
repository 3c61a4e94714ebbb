using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Kube.Schema.Json;

namespace Kube.Testing.Http;

/// <summary>Reads the few protobuf bodies that kubectl cannot be talked out of: <c>create namespace</c>, <c>create configmap</c>, <c>auth can-i</c> and their like.</summary>
/// <remarks>Field numbers are those of Kubernetes' <c>generated.proto</c> files. A message or field that is not in the table is refused (415), never dropped.</remarks>
internal static class ProtobufBody
{
    // number name type; types: s string, y bytes, i integer, b boolean, t time, {s} and {y} maps, *X repeated, else a message.
    private static readonly FrozenDictionary<string, FrozenDictionary<int, (string Name, string Type)>> Messages = Read("""
        ObjectMeta 1 name s 2 generateName s 3 namespace s 4 selfLink s 5 uid s 6 resourceVersion s 7 generation i 8 creationTimestamp t 9 deletionTimestamp t 10 deletionGracePeriodSeconds i 11 labels {s} 12 annotations {s} 14 finalizers *s
        Namespace 1 metadata ObjectMeta 2 spec NamespaceSpec 3 status NamespaceStatus
        NamespaceSpec 1 finalizers *s
        NamespaceStatus 1 phase s
        ConfigMap 1 metadata ObjectMeta 2 data {s} 3 binaryData {y} 4 immutable b
        Secret 1 metadata ObjectMeta 2 data {y} 3 type s 4 stringData {s} 5 immutable b
        ServiceAccount 1 metadata ObjectMeta 4 automountServiceAccountToken b
        SelfSubjectAccessReview 1 metadata ObjectMeta 2 spec SelfSubjectAccessReviewSpec 3 status SubjectAccessReviewStatus
        SelfSubjectAccessReviewSpec 1 resourceAttributes ResourceAttributes 2 nonResourceAttributes NonResourceAttributes
        ResourceAttributes 1 namespace s 2 verb s 3 group s 4 version s 5 resource s 6 subresource s 7 name s
        NonResourceAttributes 1 path s 2 verb s
        SubjectAccessReviewStatus 1 allowed b 2 reason s 3 evaluationError s 4 denied b
        SelfSubjectRulesReview 1 metadata ObjectMeta 2 spec SelfSubjectRulesReviewSpec 3 status SubjectRulesReviewStatus
        SelfSubjectRulesReviewSpec 1 namespace s
        SubjectRulesReviewStatus 3 incomplete b 4 evaluationError s
        SelfSubjectReview 1 metadata ObjectMeta 2 status SelfSubjectReviewStatus
        SelfSubjectReviewStatus 1 userInfo UserInfo
        UserInfo 1 username s 2 uid s 3 groups *s
        Role 1 metadata ObjectMeta 2 rules *PolicyRule
        ClusterRole 1 metadata ObjectMeta 2 rules *PolicyRule
        PolicyRule 1 verbs *s 2 apiGroups *s 3 resources *s 4 resourceNames *s 5 nonResourceURLs *s
        RoleBinding 1 metadata ObjectMeta 2 subjects *Subject 3 roleRef RoleRef
        ClusterRoleBinding 1 metadata ObjectMeta 2 subjects *Subject 3 roleRef RoleRef
        Subject 1 kind s 2 apiGroup s 3 name s 4 namespace s
        RoleRef 1 apiGroup s 2 kind s 3 name s
        """);

    /// <exception cref="ApiStatusException">400 or 415: it is no such message.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith("k8s\0"u8))
        {
            throw ApiErrors.BadRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        try
        {
            var (apiVersion, kind, raw) = Unknown(body[4..]);
            return !Messages.ContainsKey(kind)
                ? throw ApiErrors.UnsupportedMediaType(ContentTypes.Json, ContentTypes.Yaml)
                : JsonObject.From([new("kind", kind), new("apiVersion", apiVersion), .. Message(raw, kind)]);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw ApiErrors.BadRequest("unable to decode the protobuf message: it ends too early");
        }
    }

    private static (string ApiVersion, string Kind, byte[] Raw) Unknown(ReadOnlySpan<byte> data)
    {
        string apiVersion = "", kind = "";
        byte[] raw = [];
        while (!data.IsEmpty)
        {
            var (number, _, content) = Field(ref data);
            if (number == 1)
            {
                var meta = (ReadOnlySpan<byte>)content;
                while (!meta.IsEmpty)
                {
                    var (part, _, text) = Field(ref meta);
                    (apiVersion, kind) = part == 1 ? (Encoding.UTF8.GetString(text), kind) : (apiVersion, Encoding.UTF8.GetString(text));
                }
            }
            else if (number == 2)
            {
                raw = content;
            }
        }

        return (apiVersion, kind, raw);
    }

    private static JsonObject Message(ReadOnlySpan<byte> data, string name)
    {
        var fields = Messages[name];
        var message = new JsonObjectBuilder();
        while (!data.IsEmpty)
        {
            var (number, value, content) = Field(ref data);
            if (!fields.TryGetValue(number, out var field))
            {
                throw ApiErrors.UnsupportedMediaType(ContentTypes.Json, ContentTypes.Yaml);
            }

            switch (field.Type[0])
            {
                case '*':
                    message[field.Name] = (message[field.Name] as JsonArray ?? JsonArray.Empty).Add(Value(content, value, field.Type[1..]));
                    break;
                case '{':
                    var (key, entry) = Entry(content, field.Type[1..^1]);
                    message[field.Name] = (message[field.Name] as JsonObject ?? JsonObject.Empty).With(key, entry);
                    break;
                default:
                    var read = Value(content, value, field.Type);
                    // Go writes empty texts and times, which mean nothing.
                    message[field.Name] = read is JsonString { Value: "" } or JsonNull ? null : read;
                    break;
            }
        }

        return message.Build();
    }

    private static JsonValue Value(byte[] content, ulong value, string type) => type switch
    {
        "s" => Encoding.UTF8.GetString(content),
        "y" => Convert.ToBase64String(content),
        "i" => (long)value,
        "b" => value != 0,
        "t" => Time(content),
        _ => Message(content, type),
    };

    private static (string Key, JsonValue Value) Entry(ReadOnlySpan<byte> data, string type)
    {
        var key = "";
        JsonValue value = "";
        while (!data.IsEmpty)
        {
            var (number, _, content) = Field(ref data);
            if (number == 1)
            {
                key = Encoding.UTF8.GetString(content);
            }
            else
            {
                value = Value(content, 0, type);
            }
        }

        return (key, value);
    }

    private static JsonValue Time(ReadOnlySpan<byte> data)
    {
        long seconds = 0;
        while (!data.IsEmpty)
        {
            var (number, value, _) = Field(ref data);
            seconds = number == 1 ? (long)value : seconds;
        }

        return seconds is > -62_135_596_800 and < 253_402_300_800 and not 0
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : JsonValue.Null;
    }

    private static (int Number, ulong Value, byte[] Content) Field(ref ReadOnlySpan<byte> data)
    {
        var tag = Varint(ref data);
        var number = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                return (number, Varint(ref data), []);
            case 1:
                var fixed64 = BinaryPrimitives.ReadUInt64LittleEndian(data);
                data = data[8..];
                return (number, fixed64, []);
            case 2:
                var length = (int)Math.Min(Varint(ref data), int.MaxValue);
                var content = data[..length].ToArray();
                data = data[length..];
                return (number, 0, content);
            case 5:
                var fixed32 = BinaryPrimitives.ReadUInt32LittleEndian(data);
                data = data[4..];
                return (number, fixed32, []);
            default:
                throw ApiErrors.BadRequest("unable to decode the protobuf message: it uses groups");
        }
    }

    private static ulong Varint(ref ReadOnlySpan<byte> data)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = data[0];
            data = data[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if ((next & 0x80) == 0)
            {
                break;
            }
        }

        return value;
    }

    private static FrozenDictionary<string, FrozenDictionary<int, (string Name, string Type)>> Read(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ')).ToFrozenDictionary(
            cells => cells[0],
            cells => cells.Skip(1).Chunk(3).ToFrozenDictionary(c => int.Parse(c[0], CultureInfo.InvariantCulture), c => (c[1], c[2])));
}
