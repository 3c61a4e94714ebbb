namespace Kube.CodeModel;

/// <summary>An enum as strings: one comparison a name.</summary>
internal static class EnumCodecEmitter
{
    public static void Write(CodeWriter writer, EnumCodec codec)
    {
        var own = codec.Members.Where(member => !member.IsAlias).ToArray();
        writer.Open($"public static {codec.Type} Read({Names.Reader})");
        var expected = CSharp.Literal("one of " + string.Join(", ", codec.Members.Select(member => member.Text)));
        writer.Line($"var text = {Names.Read}Text(ref reader, {expected});");
        foreach (var member in codec.Members)
        {
            writer.Line($"if (global::System.MemoryExtensions.SequenceEqual(text, {CSharp.Utf8(member.Text)})) return {codec.Type}.{member.Name};");
        }
        writer.Line($"throw {Names.Read}Unexpected(ref reader, {expected});");
        writer.Close();
        writer.Blank();

        writer.Line($"public static void Write({Names.Writer}, {codec.Type} value) => writer.WriteStringValue(Text(value));");
        writer.Blank();
        writer.Line($"public static {codec.Type} ReadKey({Names.Reader}) => Read(ref reader);");
        writer.Blank();
        writer.Line($"public static void WriteKey({Names.Writer}, {codec.Type} key) => writer.WritePropertyName(Text(key));");
        writer.Blank();

        writer.Line($"private static string Text({codec.Type} value) => value switch").Line("{").Indent();
        foreach (var member in own) writer.Line($"{codec.Type}.{member.Name} => {CSharp.Literal(member.Text)},");
        writer.Line($"_ => throw {Names.Read}Undefined(value),").Unindent().Line("};");
    }
}
