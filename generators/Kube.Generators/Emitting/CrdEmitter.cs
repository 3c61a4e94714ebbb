using Kube.CodeModel;
using Kube.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Emitting;

/// <summary>Writes a CRD into the assembly: as an attribute for the build, as bytes for the program.</summary>
internal static class CrdEmitter
{
    public static void Emit(SourceProductionContext output, CrdModel crd)
    {
        var json = CSharp.RawJson(crd.Build().ToJson().ToString());
        var writer = GeneratedFile.Start();
        writer.Line($"[assembly: global::Kube.CustomResourceDefinition({CSharp.Literal(crd.Name)}, {json})]").Blank();
        foreach (var space in crd.Parts.GroupBy(part => part.Namespace, StringComparer.Ordinal))
        {
            if (space.Key.Length > 0) writer.Open($"namespace {space.Key}");
            foreach (var part in space)
            {
                writer.Open($"partial record {CSharp.Identifier(part.TypeName)}");
                writer.Line("static partial void GetCrd(ref global::System.ReadOnlySpan<byte> crd) => crd = global::CustomResourceDefinitionText.Json;");
                writer.Close();
            }
            if (space.Key.Length > 0) writer.Close();
            writer.Blank();
        }
        writer.Line(GeneratedFile.Mark);
        writer.Open("file static class CustomResourceDefinitionText");
        writer.Line($"public static global::System.ReadOnlySpan<byte> Json => {json}u8;");
        writer.Close();
        output.Add(crd.Name, writer);
    }
}
