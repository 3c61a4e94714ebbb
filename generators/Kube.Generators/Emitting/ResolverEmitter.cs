using System.Text;
using Kube.CodeModel;
using Kube.Generators.Model;
using Kube.Schema;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Emitting;

/// <summary>Writes the resolver by which <c>JsonSerializer</c> finds the assembly's codecs.</summary>
internal static class ResolverEmitter
{
    private const string Metadata = "global::System.Text.Json.Serialization.Metadata.";

    public static void Emit(SourceProductionContext output, EquatableArray<CodecName> codecs, string @namespace)
    {
        if (codecs.IsEmpty) return;
        var writer = GeneratedFile.Start(string.Concat(codecs.Select(codec => codec.Experiments).Distinct())).Namespace(@namespace);
        writer.Line("/// <summary>Lets <see cref=\"global::System.Text.Json.JsonSerializer\"/> read and write this assembly's resources and what they consist of.</summary>");
        writer.Line("/// <remarks>Put it before other resolvers: <c>options.TypeInfoResolverChain.Insert(0, KubeJsonResolver.Instance)</c>.</remarks>");
        writer.Line(GeneratedFile.Mark);
        writer.Open($"internal sealed class KubeJsonResolver : {Metadata}IJsonTypeInfoResolver");
        writer.Line("/// <summary>The one instance.</summary>");
        writer.Line("public static KubeJsonResolver Instance { get; } = new();").Blank();
        writer.Line("private KubeJsonResolver() { }").Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public {Metadata}JsonTypeInfo? GetTypeInfo(global::System.Type type, global::System.Text.Json.JsonSerializerOptions options)");
        foreach (var codec in codecs)
        {
            writer.Line($"if (type == typeof({codec.Type})) return {Names.Json}CodecConverter<{codec.Type}, {codec.Codec}>.TypeInfo(options);");
        }
        writer.Line("return null;").Close().Close();
        output.Add("KubeJsonResolver", writer);
    }

    /// <summary>The project's root namespace, else the assembly's name made one.</summary>
    public static string Namespace(string rootNamespace, string assemblyName)
    {
        var name = rootNamespace.Length > 0 ? rootNamespace : assemblyName;
        var text = new StringBuilder();
        foreach (var part in name.Split('.'))
        {
            if (part.Length == 0) continue;
            if (text.Length > 0) text.Append('.');
            var identifier = new string([.. part.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
            text.Append(char.IsDigit(identifier[0]) ? "_" + identifier : CSharp.Identifier(identifier));
        }
        return text.ToString();
    }
}
