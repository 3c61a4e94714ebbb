using System.Text;

namespace Kube.Client;

/// <summary>Turns the bytes of a kubeconfig into text: UTF-8 or UTF-16, with or without a byte order mark.</summary>
internal static class KubeConfigText
{
    public static string Decode(ReadOnlySpan<byte> bytes, string path)
    {
        var (encoding, mark) = Detect(bytes);
        try
        {
            return encoding.GetString(bytes[mark..]);
        }
        catch (DecoderFallbackException e)
        {
            throw new KubeConfigException($"byte {mark + e.Index} is not {encoding.WebName}; save the file as UTF-8", path, innerException: e);
        }
    }

    // Without a mark the zero half of an ASCII character tells UTF-16, and a kubeconfig starts with ASCII.
    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, ..] => (Utf16, 2),
        [0xFE, 0xFF, ..] => (Utf16BigEndian, 2),
        [not 0, 0, ..] => (Utf16, 0),
        [0, not 0, ..] => (Utf16BigEndian, 0),
        _ => (Utf8, 0),
    };

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
}
