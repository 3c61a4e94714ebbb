using YamlDotNet.Core;

namespace Kube.YamlFormat;

/// <summary>A YAML document as JSON, and where in the YAML text each of its values stands.</summary>
internal sealed class YamlDocument
{
    private readonly List<(long Byte, Mark At)> _places = [];

    /// <summary>The document as JSON, in UTF-8.</summary>
    public byte[] Json { get; set; } = [];

    /// <summary>Notes where a value comes from.</summary>
    /// <param name="position">Where it begins in the JSON, in bytes; at the comma before it, if there is one.</param>
    /// <param name="at">Where it begins in the YAML.</param>
    public void Note(long position, Mark at) => _places.Add((position, at));

    /// <summary>Reads the JSON; what does not fit is told by its place in the YAML text.</summary>
    /// <exception cref="KubeSerializationException">The document does not fit.</exception>
    public T Read<T>(Func<byte[], T> read)
    {
        try
        {
            return read(Json);
        }
        catch (KubeSerializationException e) when (e.BytePosition >= 0 && _places.Count > 0)
        {
            var at = _places.FindLast(place => place.Byte <= e.BytePosition).At;
            throw e.AtLine((int)at.Line, (int)at.Column);
        }
    }
}
