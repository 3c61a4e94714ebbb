using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Whether a CRD fits where it has to go (crd-rules T25).</summary>
internal static class DefinitionSize
{
    /// <summary>All annotations of an object together; <c>kubectl apply</c> keeps the whole manifest in one.</summary>
    private const int Annotations = 256 * 1024;

    /// <summary>One request to etcd.</summary>
    private const int Etcd = 1536 * 1024;

    /// <summary>What the annotation needs beside the manifest: its name and line break, and a namespace nobody wrote.</summary>
    private const int Overhead = 64;

    public static Diagnostic? Of(ResourceReading reading, JoinedDefinition definition)
    {
        if (!ReferenceEquals(reading, definition.Stored)) return null;
        var size = Encoding.UTF8.GetByteCount(definition.Crd.ToJson().ToString());
        // From nine tenths on: the next property may be the one too many.
        if (size + Overhead < Annotations / 10 * 9) return null;
        var (rule, limit) = size >= Etcd ? (Rules.DefinitionTooLarge, Etcd) : (Rules.DefinitionLarge, Annotations);
        return Diagnostic.Create(rule, reading.Type.Locations[0], definition.Name, Text(size), Text(limit));
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
