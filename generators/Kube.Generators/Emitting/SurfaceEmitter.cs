using Kube.CodeModel;
using Kube.Generators.Model;
using Kube.Schema;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Emitting;

/// <summary>Writes the resource type as other code sees it. Codec and CRD come in parts of their own and may be missing while one types.</summary>
internal static class SurfaceEmitter
{
    public static void Emit(SourceProductionContext output, ResourceSurface resource, Libraries libraries)
    {
        var writer = GeneratedFile.Start(resource.Experiments).Namespace(resource.Namespace);
        Type(writer, resource, libraries);
        output.Add(resource.HintName, writer);

        if (!libraries.HasClient) return;
        var client = GeneratedFile.Start(resource.Experiments).Namespace(resource.Namespace);
        ClientEmitter.Write(client, resource);
        output.Add(resource.HintName + ".Client", client);
    }

    private static void Type(CodeWriter writer, ResourceSurface resource, Libraries libraries)
    {
        var identity = resource.Identity;
        var name = CSharp.Identifier(resource.TypeName);
        var summary = resource.Summary ?? $"The resource {identity.Kind} of {identity.ApiVersion}.";
        writer.Line($"/// <summary>{CSharp.Xml(summary).Replace("\n", "\n/// ")}</summary>");
        writer.Line($"/// <remarks>The custom resource <c>{CSharp.XmlLine(identity.CrdName)}/{CSharp.XmlLine(identity.Version)}</c>, generated from <see cref=\"{resource.SpecType}\"/>.</remarks>");
        writer.Line(GeneratedFile.Mark);
        if (resource.Deprecation is { } deprecation) writer.Line($"[global::System.Obsolete({CSharp.Literal(deprecation)})]");
        writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof({Names.Json}KubeJsonConverter<{resource.Type}>))]");
        writer.Line($"{(resource.IsPublic ? "public" : "internal")} sealed partial record {name} :").Indent();
        var contracts = new List<string>
        {
            $"global::Kube.ICustomResource<{resource.Type}>",
            identity.IsNamespaced ? "global::Kube.INamespaced" : "global::Kube.IClusterScoped",
            $"global::Kube.IHasSpec<{resource.SpecType}>",
        };
        if (resource.StatusType is { } status) contracts.Add($"global::Kube.IHasStatus<{status}{(resource.StatusIsValueType ? "?" : "")}>");
        writer.Line(string.Join(",\n", contracts)).Unindent();
        writer.Line("{").Indent();

        writer.Line("/// <summary>The <c>apiVersion</c> of all objects of the type.</summary>");
        writer.Line($"public const string ApiVersionName = {CSharp.Literal(identity.ApiVersion)};").Blank();
        writer.Line("/// <summary>The <c>kind</c> of all objects of the type.</summary>");
        writer.Line($"public const string KindName = {CSharp.Literal(identity.Kind)};").Blank();

        writer.Line($"/// <summary>Makes an empty {CSharp.XmlLine(identity.Kind)}; metadata and spec are set by the initialiser.</summary>");
        writer.Line($"public {name}() {{ }}").Blank();
        writer.Line($"/// <summary>Makes a {CSharp.XmlLine(identity.Kind)} with a name and a spec.</summary>");
        writer.Line("[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]");
        writer.Open($"public {name}(string name, {resource.SpecType} spec)");
        writer.Line("Metadata = new global::Kube.ObjectMeta { Name = name };").Line("Spec = spec;").Close().Blank();

        writer.Line("/// <inheritdoc/>");
        var extras = new List<string>();
        if (identity.Singular != identity.Kind.ToLowerInvariant()) extras.Add($"Singular = {CSharp.Literal(identity.Singular)}");
        if (!identity.ShortNames.IsEmpty) extras.Add($"ShortNames = [{string.Join(", ", identity.ShortNames.Select(CSharp.Literal))}]");
        var more = extras.Count == 0 ? "" : $" {{ {string.Join(", ", extras)} }}";
        writer.Line("public static global::Kube.ResourceType Type { get; } =").Indent();
        writer.Line($"new({CSharp.Literal(identity.Group)}, {CSharp.Literal(identity.Version)}, KindName, {CSharp.Literal(identity.Plural)}, global::Kube.ResourceScope.{(identity.IsNamespaced ? "Namespaced" : "Cluster")}){more};");
        writer.Unindent().Blank();

        writer.Line("/// <inheritdoc/>");
        writer.Open("public static global::System.ReadOnlySpan<byte> Crd");
        writer.Open("get").Line("global::System.ReadOnlySpan<byte> crd = default;").Line("GetCrd(ref crd);").Line("return crd;").Close().Close().Blank();

        writer.Line("/// <inheritdoc/>").Line("public string ApiVersion => ApiVersionName;").Blank();
        writer.Line("/// <inheritdoc/>").Line("public string Kind => KindName;").Blank();
        writer.Line("/// <inheritdoc/>").Line("public required global::Kube.ObjectMeta Metadata { get; init; }").Blank();
        writer.Line("/// <inheritdoc/>").Line($"public required {resource.SpecType} Spec {{ get; init; }}").Blank();
        if (resource.StatusType is { } statusType) writer.Line("/// <inheritdoc/>").Line($"public {statusType}? Status {{ get; init; }}").Blank();
        writer.Line("/// <inheritdoc/>").Line($"public {name} WithMetadata(global::Kube.ObjectMeta metadata) => this with {{ Metadata = metadata }};").Blank();
        if (libraries.HasValidation) ValidationEmitter.Write(writer, resource);
        Codec(writer, resource);
        writer.Blank();
        writer.Line("static partial void GetCrd(ref global::System.ReadOnlySpan<byte> crd);").Blank();
        writer.Line($"static partial void Read(ref global::System.Text.Json.Utf8JsonReader reader, ref {resource.Type}? value);").Blank();
        writer.Line($"static partial void Write(global::Kube.Json.KubeJsonWriter writer, {resource.Type} value);");
        writer.Close();
    }

    /// <summary>The codec's hooks: partial methods that compile without their other half.</summary>
    private static void Codec(CodeWriter writer, ResourceSurface resource)
    {
        var contract = $"global::Kube.IKubeJson<{resource.Type}>.";
        writer.Open($"static {resource.Type} {contract}ReadJson(ref global::System.Text.Json.Utf8JsonReader reader)");
        writer.Line($"{resource.Type}? value = null;").Line("Read(ref reader, ref value);").Line("return value!;").Close().Blank();
        writer.Line($"static void {contract}WriteJson(global::Kube.Json.KubeJsonWriter writer, {resource.Type} value) => Write(writer, value);");
    }

    /// <summary>Writes the other half of the codec's hooks.</summary>
    public static void EmitHooks(SourceProductionContext output, ResourceSurface resource)
    {
        var writer = GeneratedFile.Start(resource.Experiments).Namespace(resource.Namespace);
        var codec = resource.Qualified(resource.TypeName + "Json");
        writer.Open($"partial record {CSharp.Identifier(resource.TypeName)}");
        writer.Line($"static partial void Read(ref global::System.Text.Json.Utf8JsonReader reader, ref {resource.Type}? value) => value = {codec}.Read(ref reader);").Blank();
        writer.Line($"static partial void Write(global::Kube.Json.KubeJsonWriter writer, {resource.Type} value) => {codec}.Write(writer, value);");
        writer.Close();
        output.Add(resource.HintName + ".Json", writer);
    }
}
