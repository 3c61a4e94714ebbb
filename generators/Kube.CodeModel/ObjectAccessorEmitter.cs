namespace Kube.CodeModel;

/// <summary>Accessors to what C# only lets an object initialiser reach: they keep the initialisers of members that a document lacks.</summary>
internal static class ObjectAccessorEmitter
{
    private const string Attribute = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    public static void Write(CodeWriter writer, ObjectCodec codec)
    {
        if (codec.Construction == Construction.ParameterlessAccessor)
        {
            writer.Blank();
            writer.Line(Attribute + "Constructor)]").Line($"private static extern {codec.Type} New();");
        }
        foreach (var member in Accessed(codec))
        {
            if (member.Host is { TypeParameters.Length: > 0 }) continue;
            writer.Blank();
            Accessor(writer, codec, member, "private ", member.Host?.OpenType ?? codec.Type, member.Type);
        }
        foreach (var host in Accessed(codec).Where(member => member.Host is { TypeParameters.Length: > 0 }).GroupBy(member => member.Host!.OpenType))
        {
            var first = host.First().Host!;
            writer.Blank();
            var constraints = first.Constraints.Length == 0 ? "" : " " + first.Constraints;
            writer.Open($"private static class {HostName(codec, first)}<{first.TypeParameters}>{constraints}");
            foreach (var member in host)
            {
                Accessor(writer, codec, member, "internal ", first.OpenType, member.Host!.MemberType);
                writer.Blank();
            }
            writer.Close();
        }
    }

    /// <summary>The accessors of a generic type live in a generic class of their own: the runtime matches signatures parameter by parameter.</summary>
    public static string HostName(ObjectCodec codec, AccessorHost host)
    {
        var hosts = Accessed(codec).Select(member => member.Host).Where(other => other is { TypeParameters.Length: > 0 }).Select(other => other!.OpenType).Distinct().ToList();
        var index = hosts.IndexOf(host.OpenType);
        return index == 0 ? "Accessors" : $"Accessors{index + 1}";
    }

    private static IEnumerable<CodecMember> Accessed(ObjectCodec codec) =>
        codec.Construction == Construction.Initializer ? [] : codec.Members.Where(member => member.Setter == Setter.Accessor);

    private static void Accessor(CodeWriter writer, ObjectCodec codec, CodecMember member, string modifier, string declaringType, string memberType)
    {
        var by = codec.IsValueType ? "ref " : "";
        writer.Line($"{Attribute}Method, Name = {CSharp.Literal("set_" + member.Bare())})]");
        writer.Line($"{modifier}static extern void Set{member.Bare()}({by}{declaringType} self, {memberType} value);");
    }
}
