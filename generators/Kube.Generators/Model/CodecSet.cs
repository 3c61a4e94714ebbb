using System.Collections.Immutable;
using Kube.CodeModel;
using Kube.Schema;

namespace Kube.Generators.Model;

/// <summary>The codecs of a compilation, each once though many resources may need it.</summary>
internal static class CodecSet
{
    /// <summary>Each codec once, in the order of their names.</summary>
    public static EquatableArray<TypeCodec> Distinct(ImmutableArray<ResourceModel> resources)
    {
        var codecs = new SortedDictionary<string, TypeCodec>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            foreach (var codec in resource.Codecs)
            {
                // A type that is a case of a union in one resource and stands alone in another has to serve both.
                if (!codecs.TryGetValue(codec.Codec, out var known) || (known is ObjectCodec { IsUnionCase: false } && codec is ObjectCodec { IsUnionCase: true })) codecs[codec.Codec] = codec;
            }
        }
        // Names of files do not tell case, types do.
        var files = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var placed = new TypeCodec[codecs.Count];
        var at = 0;
        foreach (var codec in codecs.Values)
        {
            files.TryGetValue(codec.Codec, out var others);
            files[codec.Codec] = others + 1;
            placed[at++] = others == 0 ? codec : codec with { FileNumber = others + 1 };
        }
        return placed;
    }

    /// <summary>The types and their codecs, as generated code writes them.</summary>
    public static EquatableArray<CodecName> Names(EquatableArray<TypeCodec> codecs) => codecs.Select(codec => new CodecName(codec.Type, codec.Codec, codec.Experiments)).ToArray();
}

/// <summary>A type and its codec, as generated code writes them.</summary>
/// <param name="Type">The type.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="Experiments">The ids of what is experimental about them.</param>
internal sealed record CodecName(string Type, string Codec, string Experiments);
