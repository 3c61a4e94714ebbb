using System.Text;

namespace Kube.Testing.Http;

/// <summary>A Status in protobuf: the one message this server writes in that form, for clients that accept nothing else.</summary>
internal static class ProtobufStatus
{
    public static bool IsAskedFor(ServerRequest request) => ContentTypes.Bare(request.Header("Accept")) == ContentTypes.Protobuf && !request.Header("Accept")!.Contains(',', StringComparison.Ordinal);

    public static ServerResponse Encode(ApiStatusException error, ServerResponse response)
    {
        // meta.v1.Status: 1 metadata, 2 status, 3 message, 4 reason, 6 code. runtime.Unknown: 1 typeMeta, 2 raw.
        byte[] status = [.. Field(1, []), .. Text(2, "Failure"), .. Text(3, error.Message), .. Text(4, error.Reason ?? ""), 6 << 3, .. Varint(error.Code)];
        byte[] unknown = [.. Field(1, [.. Text(1, "v1"), .. Text(2, "Status")]), .. Field(2, status), .. Text(3, ""), .. Text(4, "")];
        return response with { ContentType = ContentTypes.Protobuf, Body = (byte[])[.. "k8s\0"u8, .. unknown] };
    }

    private static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => [(byte)((number << 3) | 2), .. Varint(content.Length), .. content];

    private static List<byte> Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
