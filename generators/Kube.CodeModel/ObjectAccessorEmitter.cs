namespace Kube.CodeModel;

/// <summary>Accessors to what C# only lets an object initialiser reach: they keep the initialisers of members that a document lacks.</summary>
internal static class ObjectAccessorEmitter
{
    private const string Attribute = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    public static void Write(CodeWriter writer, ObjectCodec codec)
    {
        if (NeedsNew(codec) && codec.Host is null)
        {
            writer.Blank();
            New(writer, "private ", codec.Type);
        }
        foreach (var member in Accessed(codec))
        {
            if (IsGeneric(member.Host)) continue;
            writer.Blank();
            Set(writer, codec, member, "private ", member.Host?.OpenType ?? codec.Type, member.Type);
        }
        foreach (var host in Hosts(codec))
        {
            writer.Blank();
            var constraints = host.Constraints.Length == 0 ? "" : " " + host.Constraints;
            writer.Open($"private static class {HostName(codec, host)}<{host.TypeParameters}>{constraints}");
            if (NeedsNew(codec) && codec.Host?.OpenType == host.OpenType) New(writer, "internal ", host.OpenType);
            foreach (var member in Accessed(codec).Where(member => member.Host?.OpenType == host.OpenType))
            {
                writer.Blank();
                Set(writer, codec, member, "internal ", host.OpenType, member.Host!.MemberType);
            }
            writer.Close();
        }
    }

    /// <summary>How to call an accessor: those of a generic type live in a generic class, since the runtime matches signatures parameter by parameter.</summary>
    public static string Prefix(ObjectCodec codec, AccessorHost? host) => IsGeneric(host) ? $"{HostName(codec, host!)}<{host!.TypeArguments}>." : "";

    private static bool IsGeneric(AccessorHost? host) => host is { TypeParameters.Length: > 0 };

    private static bool NeedsNew(ObjectCodec codec) => codec.Construction == Construction.ParameterlessAccessor;

    private static IEnumerable<CodecMember> Accessed(ObjectCodec codec) =>
        codec.Construction is Construction.Initializer or Construction.Reading ? [] : codec.Members.Where(member => member.Setter == Setter.Accessor);

    /// <summary>One host a generic type; what a member says of its own type does not count.</summary>
    private static List<AccessorHost> Hosts(ObjectCodec codec)
    {
        var hosts = new List<AccessorHost>();
        var all = Accessed(codec).Select(member => member.Host);
        foreach (var host in NeedsNew(codec) ? all.Prepend(codec.Host) : all)
        {
            if (host is not null && IsGeneric(host) && !hosts.Exists(other => other.OpenType == host.OpenType)) hosts.Add(host);
        }
        return hosts;
    }

    private static string HostName(ObjectCodec codec, AccessorHost host)
    {
        var index = Hosts(codec).FindIndex(other => other.OpenType == host.OpenType);
        return index == 0 ? "Accessors" : $"Accessors{index + 1}";
    }

    private static void New(CodeWriter writer, string modifier, string type)
    {
        writer.Line(Attribute + "Constructor)]");
        writer.Line($"{modifier}static extern {type} New();");
    }

    private static void Set(CodeWriter writer, ObjectCodec codec, CodecMember member, string modifier, string declaringType, string memberType)
    {
        writer.Line($"{Attribute}Method, Name = {CSharp.Literal("set_" + member.Bare())})]");
        writer.Line($"{modifier}static extern void Set{member.Bare()}({(codec.IsValueType ? "ref " : "")}{declaringType} self, {memberType} value);");
    }
}
