using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kube.YamlFormat;

/// <summary>Turns JSON into the YAML a person would write: block style, plain scalars where safe, multi-line text as literal blocks.</summary>
/// <remarks>Stable: the same JSON gives the same bytes, on every machine; key order is that of the JSON; lines end in LF.</remarks>
internal static class JsonToYaml
{
    /// <summary>The YAML document for <paramref name="json"/>, ending in one line break.</summary>
    /// <exception cref="YamlException"><paramref name="json"/> is not JSON.</exception>
    public static string Convert(string json)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        // JSON is YAML in flow style with quoted strings, so reading it as such keeps strings apart from numbers by their quotes.
        var parser = new Parser(new StringReader(json));
        while (parser.MoveNext())
            emitter.Emit(Restyle(parser.Current!));
        // The emitter ends the stream with "...\n" only after some scalars; a file ends with exactly one line break.
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static ParsingEvent Restyle(ParsingEvent current) => current switch
    {
        DocumentStart => new DocumentStart(null, null, isImplicit: true),
        DocumentEnd => new DocumentEnd(isImplicit: true),
        MappingStart => new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block),
        SequenceStart => new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block),
        Scalar { Style: ScalarStyle.DoubleQuoted } text => Text(text.Value),
        Scalar literal => new Scalar(AnchorName.Empty, TagName.Empty, literal.Value, ScalarStyle.Plain, true, false),
        _ => current,
    };

    private static Scalar Text(string value)
    {
        var style = value switch
        {
            _ when PlainScalar.IsSafe(value) => ScalarStyle.Plain,
            _ when IsLiteralBlock(value) => ScalarStyle.Literal,
            _ when value.All(c => c is >= ' ' and <= '~') => ScalarStyle.SingleQuoted,
            _ => ScalarStyle.DoubleQuoted,
        };
        return new Scalar(AnchorName.Empty, TagName.Empty, value, style, style == ScalarStyle.Plain, style != ScalarStyle.Plain);
    }

    // A literal block keeps line breaks as they are, but its indentation is told by its first line and its end by chomping.
    private static bool IsLiteralBlock(string value) =>
        value.Contains('\n')
        && !value.StartsWith("\n", StringComparison.Ordinal)
        && !value.StartsWith(" ", StringComparison.Ordinal)
        && !value.EndsWith("\n\n", StringComparison.Ordinal)
        && !value.EndsWith(" ", StringComparison.Ordinal)
        && !value.Contains(" \n")
        && value.All(c => c is '\n' or >= ' ' and <= '~');
}
