using System.Text;

namespace Kube.Client;

/// <summary>Sends several values of one header as several lines.</summary>
/// <remarks>
/// .NET joins them into one line with commas, which a Kubernetes API server reads as one group named "a, b". The one place where .NET asks how a
/// header looks on the wire is its encoding: the values travel as one, joined by a character that stands for nothing, and the encoding
/// writes a line break and the name again in its place. HTTP/1.1 only, so such requests do not use HTTP/2.
/// </remarks>
internal sealed class RepeatedHeaders : Encoding
{
    // Private use: no header of ours holds it, and values from outside are checked for it.
    private const char Separator = '\uE000';
    private readonly byte[] _between;

    private RepeatedHeaders(string name) => _between = ASCII.GetBytes($"\r\n{name}: ");

    public static bool Needed(KubeConfig config) => config.Impersonation is { } acting && (acting.Groups.Count > 1 || acting.Extra.Values.Any(v => v.Count > 1));

    /// <summary>The values as one string for the encoding to take apart.</summary>
    public static string Join(IReadOnlyList<string> values) => string.Join(Separator, values);

    /// <summary>The value, when it can stand in a header: .NET would send a line break as it is, and what follows as a header of its own.</summary>
    /// <exception cref="KubeConfigException">The value holds a character that no header may.</exception>
    public static string Check(string name, string value) =>
        value.Any(c => char.IsControl(c) || c == Separator) ? throw new KubeConfigException($"a value of {name} holds a control character") : value;

    /// <summary>For <see cref="SocketsHttpHandler.RequestHeaderEncodingSelector"/>; names that are not ASCII go as UTF-8, as Go sends them.</summary>
    public static Encoding? Select(string name, HttpRequestMessage request) =>
        name.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase) ? new RepeatedHeaders(name) : null;

    public override int GetByteCount(char[] chars, int index, int count) => Encode(chars.AsSpan(index, count)).Length;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        var encoded = Encode(chars.AsSpan(charIndex, charCount));
        encoded.CopyTo(bytes.AsSpan(byteIndex));
        return encoded.Length;
    }

    public override int GetMaxByteCount(int charCount) => charCount * Math.Max(3, _between.Length);

    public override int GetCharCount(byte[] bytes, int index, int count) => throw new NotSupportedException("Requests are only written.");

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => throw new NotSupportedException("Requests are only written.");

    public override int GetMaxCharCount(int byteCount) => byteCount;

    private byte[] Encode(ReadOnlySpan<char> text)
    {
        using var bytes = new MemoryStream();
        var first = true;
        foreach (var part in text.Split(Separator))
        {
            if (!first) bytes.Write(_between);
            first = false;
            bytes.Write(UTF8.GetBytes(text[part].ToArray()));
        }
        return bytes.ToArray();
    }
}
