namespace Kube.CodeModel;

/// <summary>The method that writes an object.</summary>
internal static class ObjectWriteEmitter
{
    public static void Write(CodeWriter writer, ObjectCodec codec, string name, string modifier)
    {
        writer.Open($"{modifier}static void {name}({Names.Writer}, {codec.Type} value)");
        writer.Line("writer.WriteStartObject();");
        if (codec.IsUnionCase) writer.Line("WriteMembers(writer, value);");
        else Members(writer, codec);
        writer.Line("writer.WriteEndObject();");
        writer.Close();
        if (!codec.IsUnionCase) return;
        writer.Blank();
        writer.Open($"internal static void WriteMembers({Names.Writer}, {codec.Type} value)");
        Members(writer, codec);
        writer.Close();
    }

    private static void Members(CodeWriter writer, ObjectCodec codec)
    {
        foreach (var property in codec.Fixed)
        {
            writer.Line(WireText.Member(property.JsonName, "WriteString", CSharp.Literal(property.Value)));
        }
        foreach (var member in codec.Members)
        {
            if (member.WriteWhen == WriteWhen.Never) continue;
            if (member.IsExtensionData) writer.Line($"{Names.Json}ExtensionData.Write(writer, value.{member.Storage});");
            else Member(writer, member);
        }
    }

    private static void Member(CodeWriter writer, CodecMember member)
    {
        var local = "the" + member.Bare();
        if (member.WriteWhen == WriteWhen.NotDefault && member.Nullness == Nullness.Value)
        {
            var type = member.Type;
            writer.Open($"if (!global::System.Collections.Generic.EqualityComparer<{type}>.Default.Equals(value.{member.Storage}, default))");
            Value(writer, member, $"value.{member.Storage}");
            writer.Close();
        }
        else if (member.Nullness == Nullness.Value)
        {
            Value(writer, member, $"value.{member.Storage}");
        }
        else
        {
            writer.Open($"if (value.{member.Storage} is {{ }} {local})");
            Value(writer, member, local);
            writer.Close();
            if (member.WriteWhen == WriteWhen.Always && member.Nullness != Nullness.Reference)
            {
                writer.Open("else").Line($"writer.WritePropertyName({WireText.Name(member.JsonName)});").Line("writer.WriteNullValue();").Close();
            }
        }
    }

    /// <summary>The method that writes name and value in one step, where there is one.</summary>
    private static string? Method(string codec) => codec.Replace(Names.Json, "") switch
    {
        "StringCodec" => "WriteString",
        "BooleanCodec" => "WriteBoolean",
        "IntegerCodec<int>" or "IntegerCodec<long>" => "WriteNumber",
        _ => null,
    };

    private static void Value(CodeWriter writer, CodecMember member, string value)
    {
        if (Method(member.Codec) is { } method) writer.Line(WireText.Member(member.JsonName, method, value));
        else writer.Line($"writer.WritePropertyName({WireText.Name(member.JsonName)});").Line($"{member.Codec}.Write(writer, {value});");
    }
}
