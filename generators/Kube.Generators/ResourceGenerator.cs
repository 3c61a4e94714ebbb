using System.Collections.Immutable;
using Kube.CodeModel;
using Kube.Generators.Emitting;
using Kube.Generators.Model;
using Kube.Generators.Parsing;
using Kube.Generators.Reuse;
using Kube.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators;

/// <summary>Makes of every class with <c>[CustomResource]</c> a resource type, its codecs and its CRD.</summary>
/// <remarks>
/// Each class is read once, and again when what it can mean has changed (<see cref="ReadingShelf"/>). Equal models end the work: an edit
/// elsewhere writes nothing. What other code can see of a resource comes first; codecs and CRDs are implementation outputs, which an editor
/// that knows them need not run.
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

        var readings = context.SyntaxProvider.ForAttributeWithMetadataName(
            ResourceParser.AttributeName, static (node, _) => node is TypeDeclarationSyntax, static (context, cancellation) => ReadingShelf.Read(context, cancellation))
            .WithTrackingName(TrackingNames.Reading);

        var clashes = readings.SelectMany(static (reading, _) => OneOrNone(reading.Surface)).Collect().Select(static (all, _) => TypeNameClash.Of(all));
        var placed = readings.Combine(clashes).SelectMany(static (read, _) => TypeNameClash.Place(read.Left, read.Right));
        var surfaces = placed.SelectMany(static (reading, _) => OneOrNone(reading.Surface)).WithTrackingName(TrackingNames.Surface);
        context.RegisterSourceOutput(
            surfaces.Combine(libraries).WithTrackingName(TrackingNames.SurfaceWithLibraries),
            static (output, surface) => SurfaceEmitter.Emit(output, surface.Left, surface.Right));

        var resources = placed.SelectMany(static (reading, _) => OneOrNone(reading.Model)).WithTrackingName(TrackingNames.Resource);
        context.RegisterImplementationSourceOutput(resources.Select(static (resource, _) => resource.Surface), static (output, surface) => SurfaceEmitter.EmitHooks(output, surface));

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
    }

    private static ImmutableArray<T> OneOrNone<T>(T? value) where T : class => value is null ? [] : [value];
}
