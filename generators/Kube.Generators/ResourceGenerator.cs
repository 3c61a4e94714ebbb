using System.Collections.Immutable;
using Kube.CodeModel;
using Kube.Generators.Emitting;
using Kube.Generators.Model;
using Kube.Generators.Parsing;
using Kube.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators;

/// <summary>Makes of every class with <c>[CustomResource]</c> a resource type, its codecs and its CRD.</summary>
/// <remarks>
/// Two readings of each class: a shallow one for what other code can see, a deep one for codecs and schema, which an editor that knows
/// implementation outputs need not run. Equal models end the work: an edit elsewhere writes nothing.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ResourceGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var libraries = context.CompilationProvider
            .Select(static (compilation, _) => new Libraries(
                compilation.GetTypesByMetadataName("Kube.Client.KubeClient").Length > 0,
                compilation.GetTypesByMetadataName("Kube.Validation.ResourceValidation").Length > 0))
            .WithTrackingName(TrackingNames.Libraries);
        var @namespace = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var root) ? root : "")
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? ""))
            .Select(static (names, _) => ResolverEmitter.Namespace(names.Left, names.Right));

        var surfaces = Annotated(context, static (context, cancellation) =>
            SurfaceParser.Parse((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], new Findings(false), cancellation))
            .WithTrackingName(TrackingNames.Surface);
        context.RegisterSourceOutput(
            surfaces.Combine(libraries).WithTrackingName(TrackingNames.SurfaceWithLibraries),
            static (output, surface) => SurfaceEmitter.Emit(output, surface.Left, surface.Right));

        context.RegisterImplementationSourceOutput(surfaces, static (output, surface) => SurfaceEmitter.EmitHooks(output, surface));

        var resources = Annotated(context, static (context, cancellation) =>
            ResourceParser.Parse((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], context.SemanticModel.Compilation, wantsFindings: false, cancellation).Model)
            .WithTrackingName(TrackingNames.Resource);

        var codecs = resources.Collect().Select(static (all, _) => CodecSet.Distinct(all));
        context.RegisterImplementationSourceOutput(
            codecs.SelectMany(static (all, _) => all.AsEnumerable()).WithTrackingName(TrackingNames.Codecs),
            static (output, codec) => CodecFileEmitter.Emit(output, codec));
        context.RegisterImplementationSourceOutput(
            codecs.Select(static (all, _) => CodecSet.Names(all)).Combine(@namespace).WithTrackingName(TrackingNames.Resolver),
            static (output, resolver) => ResolverEmitter.Emit(output, resolver.Left, resolver.Right));

        var crds = resources.Select(static (resource, _) => resource.Crd).Collect()
            .SelectMany(static (parts, _) => CrdModel.Join(parts).AsEnumerable())
            .WithTrackingName(TrackingNames.Crds);
        context.RegisterImplementationSourceOutput(crds, static (output, crd) => CrdEmitter.Emit(output, crd));

        SkippedResources.Report(context);
    }

    internal static IncrementalValuesProvider<T> Annotated<T>(
        IncrementalGeneratorInitializationContext context, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> read) where T : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(ResourceParser.AttributeName, static (node, _) => node is TypeDeclarationSyntax, read)
            .Where(static model => model is not null)!;
}
