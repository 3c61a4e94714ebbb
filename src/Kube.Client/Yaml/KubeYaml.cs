using System.Text;
using Kube.Json;
using Kube.YamlFormat;

namespace Kube.Client;

/// <summary>Reads and writes resources as YAML.</summary>
/// <remarks>
/// Reads as <c>kubectl</c> does (YAML 1.1: <c>yes</c> is true); a key that stands twice is an error, where <c>kubectl</c> would keep the last. What
/// is written reads back as the same values with 1.1 and 1.2 readers: text that either takes for something else is quoted.
/// </remarks>
public static class KubeYaml
{
    /// <summary>All objects of a YAML stream: documents without content are left out, <c>kind: List</c> is taken apart.</summary>
    /// <exception cref="KubeSerializationException">The text is no YAML, or a document is no Kubernetes object; the message names line and column.</exception>
    public static IReadOnlyList<DynamicResource> ReadAll(TextReader yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var objects = new List<DynamicResource>();
        foreach (var document in YamlDocuments.ReadAll(yaml))
        {
            var read = document.Read(static json => DynamicResource.Parse(json));
            if (read is { ApiVersion: "v1", Kind: "List" } && read.Json.TryGetProperty("items", out var items) && items.ValueKind == System.Text.Json.JsonValueKind.Array)
                objects.AddRange(items.EnumerateArray().Select(DynamicResource.From));
            else
                objects.Add(read);
        }
        return objects;
    }

    /// <inheritdoc cref="ReadAll(TextReader)"/>
    public static IReadOnlyList<DynamicResource> ReadAll(string yaml) => ReadAll(new StringReader(yaml));

    /// <summary>All objects of a YAML file.</summary>
    /// <exception cref="KubeSerializationException">As for <see cref="ReadAll(TextReader)"/>; the message names the file, too.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<DynamicResource>> ReadFileAsync(string path, CancellationToken cancellationToken = default)
    {
        var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return ReadAll(text);
        }
        catch (KubeSerializationException e)
        {
            throw e.InFile(path);
        }
    }

    /// <summary>The one object of a YAML text.</summary>
    /// <exception cref="KubeSerializationException">The text is no YAML, holds no document or several, or does not fit <typeparamref name="T"/>; the message names line and column.</exception>
    public static T Read<T>(string yaml) where T : IKubeJson<T>
    {
        var documents = YamlDocuments.ReadAll(new StringReader(yaml));
        return documents.Count == 1
            ? documents[0].Read(static json => KubeJson.Deserialize<T>(json))
            : throw new KubeSerializationException($"one YAML document was expected, found {documents.Count}", targetType: typeof(T).Name);
    }

    /// <summary>A value as a YAML document.</summary>
    public static string Write<T>(T value) where T : IKubeJson<T> => JsonToYaml.Convert(Encoding.UTF8.GetString(KubeJson.SerializeToUtf8Bytes(value)));

    /// <summary>Values as one YAML stream, a document each.</summary>
    public static string WriteAll<T>(IEnumerable<T> values) where T : IKubeJson<T> => string.Join("---\n", values.Select(Write));
}
