using System.Globalization;
using Kube.CodeModel;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Emitting;

/// <summary>Writes a codec's file.</summary>
internal static class CodecFileEmitter
{
    public static void Emit(SourceProductionContext output, TypeCodec codec)
    {
        var writer = GeneratedFile.Start(codec.Experiments).Namespace(codec.Namespace);
        CodecEmitter.WriteStruct(writer, codec, GeneratedFile.Mark + "\n" + GeneratedFile.Hidden);
        output.Add(codec.Codec.Substring("global::".Length) + (codec.FileNumber == 0 ? "" : "." + codec.FileNumber.ToString(CultureInfo.InvariantCulture)), writer);
    }
}
