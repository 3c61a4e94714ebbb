namespace Kube.CodeModel;

/// <summary>Writes codecs as C#: a struct that implements <c>IJsonCodec&lt;T&gt;</c>, or the same members inside a partial type.</summary>
public static class CodecEmitter
{
    /// <summary>Writes the codec as a struct of its own.</summary>
    public static void WriteStruct(CodeWriter writer, TypeCodec codec, string attributes)
    {
        writer.Line($"/// <summary>Reads and writes <c>{CSharp.Xml(codec.DisplayName)}</c> as JSON.</summary>");
        if (attributes.Length > 0) writer.Line(attributes);
        var keys = codec is EnumCodec ? $", {Names.Json}IJsonKeyCodec<{codec.Type}>" : "";
        writer.Open($"internal readonly struct {codec.CodecName} : {Names.Json}IJsonCodec<{codec.Type}>{keys}");
        WriteMembers(writer, codec, "Read", "Write", "public ");
        writer.Close();
    }

    /// <summary>Writes the codec's members into a partial type that implements <c>IKubeJson&lt;T&gt;</c>; the caller has opened the type.</summary>
    public static void WriteSelf(CodeWriter writer, ObjectCodec codec)
    {
        var contract = $"global::Kube.IKubeJson<{codec.Type}>.";
        WriteMembers(writer, codec, contract + "ReadJson", contract + "WriteJson", "");
    }

    private static void WriteMembers(CodeWriter writer, TypeCodec codec, string read, string write, string modifier)
    {
        switch (codec)
        {
            case EnumCodec @enum:
                EnumCodecEmitter.Write(writer, @enum);
                break;
            case UnionCodec union:
                UnionCodecEmitter.Write(writer, union);
                break;
            case ObjectCodec type:
                ObjectReadEmitter.Write(writer, type, read, modifier);
                writer.Blank();
                ObjectWriteEmitter.Write(writer, type, write, modifier);
                ObjectAccessorEmitter.Write(writer, type);
                break;
        }
    }
}

/// <summary>Names that generated code spells out.</summary>
public static class Names
{
    /// <summary>The namespace of the codec runtime.</summary>
    public const string Json = "global::Kube.Json.";

    /// <summary>The steps codecs share.</summary>
    public const string Read = Json + "JsonRead.";

    internal const string Reader = "ref global::System.Text.Json.Utf8JsonReader reader";
    internal const string Writer = Json + "KubeJsonWriter writer";

    /// <summary>The name of a member in names made from it.</summary>
    internal static string Bare(this CodecMember member) => member.Name.TrimStart('@');
}
