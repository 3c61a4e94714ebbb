using System.Text;
using Kube.Schema;

namespace Kube.CodeModel;

/// <summary>The method that reads an object: a switch over the length of the name, then one comparison.</summary>
internal static class ObjectReadEmitter
{
    public static void Write(CodeWriter writer, ObjectCodec codec, string name, string modifier)
    {
        var late = codec.Construction is Construction.Constructor or Construction.Initializer;
        var required = Required(codec);
        var reading = codec.Construction == Construction.Reading;
        if (reading) Reading(writer, codec);
        else writer.Open($"{modifier}static {codec.Type} {name}({Names.Reader})").Line($"{Names.Read}StartObject(ref reader);");
        if (late) Locals(writer, codec);
        else if (!reading) writer.Line($"var value = {New(codec)};");
        if (Extension(codec) is not null) writer.Line("global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>? unknown = null;");
        for (var word = 0; word * 64 < required.Count; word++)
        {
            var bits = Math.Min(64, required.Count - word * 64);
            writer.Line($"var missing{word} = 0x{(bits == 64 ? ulong.MaxValue : (1UL << bits) - 1):x}UL;");
        }

        writer.Open($"while ({Names.Read}NextProperty(ref reader, out var name))");
        Switch(writer, codec, required, late);
        Unknown(writer, codec);
        writer.Close();

        for (var word = 0; word * 64 < required.Count; word++)
        {
            var names = string.Join(",", required.Skip(word * 64).Take(64).Select(member => member.JsonName));
            writer.Line($"if (missing{word} != 0) throw {Names.Read}Missing(ref reader, missing{word}, {CSharp.Literal(names)});");
        }
        if (reading)
        {
            writer.Close().Blank().Line($"{modifier}static {codec.Type} {name}({Names.Reader}) => new(ref reader);");
            return;
        }
        if (late) Construct(writer, codec);
        if (Extension(codec) is { } extension)
        {
            writer.Line($"if (unknown is not null) {Set(codec, extension, FromUnknown(extension))}");
        }
        writer.Line("return value;");
        writer.Close();
    }

    private static List<CodecMember> Required(ObjectCodec codec) => [.. codec.Members.Where(member => member.IsRequired)];

    private static CodecMember? Extension(ObjectCodec codec) => codec.Members.FirstOrDefault(member => member.IsExtensionData && member.Setter != Setter.None);

    private static string New(ObjectCodec codec) => codec.Construction switch
    {
        Construction.ParameterlessAccessor => ObjectAccessorEmitter.Prefix(codec, codec.Host) + "New()",
        Construction.Default => $"default({codec.Type})",
        _ => $"new {codec.Type}()",
    };

    private static void Locals(CodeWriter writer, ObjectCodec codec)
    {
        foreach (var member in codec.Members)
        {
            if (member.IsExtensionData || member.Setter == Setter.None) continue;
            writer.Line($"{member.Type} the{member.Bare()} = {member.ParameterDefault ?? "default!"};");
            if (IsSetLater(codec, member)) writer.Line($"var has{member.Bare()} = false;");
        }
    }

    /// <summary>Whether a member is set after construction, and only if the property was there, so that its initialiser survives.</summary>
    private static bool IsSetLater(ObjectCodec codec, CodecMember member) =>
        codec.Construction == Construction.Constructor && member.Setter is Setter.Assign or Setter.Accessor && !member.HasRequiredModifier && !member.IsExtensionData;

    private static void Switch(CodeWriter writer, ObjectCodec codec, List<CodecMember> required, bool late)
    {
        var cases = new SortedDictionary<int, List<(string Name, CodecMember? Member, FixedProperty? Fixed)>>();
        void Add(string name, CodecMember? member, FixedProperty? property)
        {
            var length = Encoding.UTF8.GetByteCount(name);
            if (!cases.TryGetValue(length, out var list)) cases.Add(length, list = []);
            list.Add((name, member, property));
        }
        foreach (var property in codec.Fixed) Add(property.JsonName, null, property);
        foreach (var member in codec.Members)
        {
            if (!member.IsExtensionData && member.Setter != Setter.None) Add(member.JsonName, member, null);
        }
        if (cases.Count == 0) return;

        writer.Open("switch (name.Length)");
        foreach (var length in cases)
        {
            foreach (var (name, member, property) in length.Value)
            {
                writer.Line($"case {length.Key} when global::System.MemoryExtensions.SequenceEqual(name, {CSharp.Utf8(name)}):").Indent();
                if (property is not null) writer.Line($"{Names.Read}Expect(ref reader, {CSharp.Utf8(property.Value)});");
                else Member(writer, codec, member!, required.IndexOf(member!), late);
                writer.Line("continue;").Unindent();
            }
        }
        writer.Close();
    }

    private static void Member(CodeWriter writer, ObjectCodec codec, CodecMember member, int requiredIndex, bool late)
    {
        var read = $"{member.ReadCodec ?? member.Codec}.Read(ref reader)";
        if (member.Nullness is Nullness.Value or Nullness.Reference) writer.Line($"if ({Names.Read}IsNull(ref reader)) continue;");
        // The cast keeps a struct with a conversion from string from taking null for one.
        else read = $"{Names.Read}IsNull(ref reader) ? {(member.Nullness == Nullness.NullableValue ? $"({member.Type})" : "")}null : {read}";
        writer.Line(late ? $"the{member.Bare()} = {read};" : Set(codec, member, read));
        if (late && IsSetLater(codec, member)) writer.Line($"has{member.Bare()} = true;");
        if (requiredIndex >= 0) writer.Line($"missing{requiredIndex / 64} &= ~0x{1UL << (requiredIndex % 64):x}UL;");
    }

    /// <summary>Opens the constructor that reads, beside the one without parameters that it would displace.</summary>
    private static void Reading(CodeWriter writer, ObjectCodec codec)
    {
        writer.Line("/// <summary>A value to be filled by its initialiser.</summary>");
        writer.Line($"public {codec.DisplayName}() {{ }}").Blank();
        writer.Line("[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]");
        writer.Open($"private {codec.DisplayName}({Names.Reader})").Line($"{Names.Read}StartObject(ref reader);");
        foreach (var member in codec.Members)
        {
            if (member.ParameterDefault is not ("null" or "default")) writer.Line($"{member.Storage} = {member.ParameterDefault ?? "default!"};");
        }
    }

    private static string Set(ObjectCodec codec, CodecMember member, string value)
    {
        if (codec.Construction == Construction.Reading) return $"{member.Storage} = {value};";
        if (member.Setter == Setter.Assign) return $"value.{member.Name} = {value};";
        return $"{ObjectAccessorEmitter.Prefix(codec, member.Host)}Set{member.Bare()}({(codec.IsValueType ? "ref " : "")}value, {value});";
    }

    private static void Unknown(CodeWriter writer, ObjectCodec codec)
    {
        if (Extension(codec) is null)
        {
            writer.Line($"{Names.Read}Skip(ref reader);");
            return;
        }
        if (codec.Discriminator is { } discriminator)
        {
            writer.Open($"if (global::System.MemoryExtensions.SequenceEqual(name, {CSharp.Utf8(discriminator)}))");
            writer.Line($"{Names.Read}Skip(ref reader);").Line("continue;");
            writer.Close();
        }
        writer.Line("unknown ??= new(global::System.StringComparer.Ordinal);");
        writer.Line($"unknown[global::System.Text.Encoding.UTF8.GetString(name)] = {Names.Json}ElementCodec.Read(ref reader);");
    }

    private static string FromUnknown(CodecMember extension) => extension.Codec.Length == 0 ? "unknown" : $"{Names.Json}ExtensionData.{extension.Codec}(unknown)";

    private static void Construct(CodeWriter writer, ObjectCodec codec)
    {
        var arguments = string.Join(", ", codec.Members.Where(member => member.Setter == Setter.Constructor)
            .Select(member => $"{member.Parameter}: the{member.Bare()}")
            .Concat(codec.UnfilledParameters.Select(name => $"{name}: default!")));
        var initial = codec.Members.Where(member =>
            !member.IsExtensionData && member.Setter is Setter.Assign or Setter.Accessor
            && (codec.Construction == Construction.Initializer || member.HasRequiredModifier)).ToArray();
        if (initial.Length == 0)
        {
            writer.Line($"var value = new {codec.Type}({arguments});");
        }
        else
        {
            writer.Open($"var value = new {codec.Type}({arguments})");
            foreach (var member in initial) writer.Line($"{member.Name} = the{member.Bare()},");
            writer.Close("};");
        }
        foreach (var member in codec.Members)
        {
            if (IsSetLater(codec, member)) writer.Line($"if (has{member.Bare()}) {Set(codec, member, $"the{member.Bare()}")}");
        }
    }
}
