using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Writes a value where <see cref="JsonSerializer"/> asks for it, in the form that its options ask for.</summary>
internal static class ConverterBridge
{
    // What the default encoder writes as it is (it escapes what could end a script in HTML): the same bytes with either encoder.
    private static readonly SearchValues<byte> HarmlessAnywhere =
        SearchValues.Create(" !\"#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~"u8);

    [ThreadStatic] private static ArrayBufferWriter<byte>? _spare;

    public static void Write<T, TCodec>(Utf8JsonWriter writer, T value) where TCodec : struct, IJsonCodec<T>
    {
        // Taken out while in use: a converter of the user's own may come back here.
        var buffer = _spare ?? new ArrayBufferWriter<byte>(1024);
        _spare = null;
        KubeJson.WriteWith<T, TCodec>(buffer, value);
        if (IsAlready(buffer.WrittenSpan, writer.Options)) writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
        else JsonEdit.Parse(buffer.WrittenSpan).WriteTo(writer);
        if (buffer.Capacity > 64 * 1024) return;
        buffer.ResetWrittenCount();
        _spare = buffer;
    }

    private static bool IsAlready(ReadOnlySpan<byte> utf8Json, JsonWriterOptions options) =>
        !options.Indented && (ReferenceEquals(options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
            || ((options.Encoder is null || ReferenceEquals(options.Encoder, JavaScriptEncoder.Default)) && !utf8Json.ContainsAnyExcept(HarmlessAnywhere)));
}
