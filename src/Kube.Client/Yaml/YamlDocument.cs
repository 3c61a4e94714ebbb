using YamlDotNet.Core;

namespace Kube.YamlFormat;

/// <summary>A YAML document as JSON, and where in the YAML text each of its values stands.</summary>
/// <param name="json">The document as JSON, in UTF-8.</param>
/// <param name="places">Where each value begins: in the JSON, in bytes (at the comma before it, if there is one), and in the YAML; in the order of the JSON.</param>
internal sealed class YamlDocument(byte[] json, List<(long Byte, Mark At)> places)
{
    /// <summary>Reads the JSON; what does not fit is told by its place in the YAML text.</summary>
    /// <exception cref="KubeSerializationException">The document does not fit.</exception>
    public T Read<T>(Func<byte[], T> read)
    {
        try
        {
            return read(json);
        }
        catch (KubeSerializationException e) when (e.BytePosition >= 0 && places.Count > 0)
        {
            var at = places.FindLast(place => place.Byte <= e.BytePosition).At;
            throw e.AtLine((int)at.Line, (int)at.Column);
        }
    }
}
