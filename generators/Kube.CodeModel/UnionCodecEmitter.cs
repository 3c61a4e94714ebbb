namespace Kube.CodeModel;

/// <summary>A union: looks ahead for the discriminator, wherever it stands, then leaves the rest to the case's codec.</summary>
internal static class UnionCodecEmitter
{
    public static void Write(CodeWriter writer, UnionCodec codec)
    {
        var expected = CSharp.Literal("one of " + string.Join(", ", codec.Cases.Select(@case => @case.Tag)));
        writer.Open($"public static {codec.Type} Read({Names.Reader})");
        writer.Line($"var tag = {Names.Read}Discriminator(ref reader, {CSharp.Utf8(codec.Discriminator)}, {expected});");
        foreach (var @case in codec.Cases)
        {
            writer.Line($"if (global::System.MemoryExtensions.SequenceEqual(tag, {CSharp.Utf8(@case.Tag)})) return {@case.Codec}.Read(ref reader);");
        }
        writer.Line($"throw {Names.Read}UnknownTag(ref reader, {CSharp.Utf8(codec.Discriminator)}, {expected});");
        writer.Close();
        writer.Blank();

        writer.Open($"public static void Write({Names.Writer}, {codec.Type} value)");
        writer.Line("writer.WriteStartObject();");
        writer.Open("switch (value)");
        var index = 0;
        foreach (var @case in codec.Cases)
        {
            var local = $"case{index++}";
            writer.Line($"case {@case.Type} {local}:").Indent();
            writer.Line(WireText.Member(codec.Discriminator, "WriteString", CSharp.Literal(@case.Tag)));
            writer.Line($"{@case.Codec}.WriteMembers(writer, {local});").Line("break;").Unindent();
        }
        writer.Line("default:").Indent().Line($"throw {Names.Read}NotACase(value);").Unindent();
        writer.Close();
        writer.Line("writer.WriteEndObject();");
        writer.Close();
    }
}
