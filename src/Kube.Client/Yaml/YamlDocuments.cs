using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kube.YamlFormat;

/// <summary>Reads the documents of a YAML stream as JSON.</summary>
/// <remarks>Anchors and merge keys are resolved. What would be lost in JSON is an error: a key that stands twice, a key that is no scalar.</remarks>
internal sealed class YamlDocuments
{
    private const int MaximumDepth = 200;

    // A few lines of aliases of aliases can stand for gigabytes.
    private const int MaximumAliasedNodes = 100_000;

    private readonly IParser _parser;
    private readonly List<(long Byte, Mark At)> _places = [];
    private readonly Dictionary<string, List<ParsingEvent>> _anchors = new(StringComparer.Ordinal);
    private int _aliased;

    private YamlDocuments(IParser parser) => _parser = parser;

    /// <summary>The documents, in order; those without content are left out.</summary>
    /// <exception cref="KubeSerializationException">The text is no YAML, or has no form in JSON.</exception>
    public static IReadOnlyList<YamlDocument> ReadAll(TextReader yaml)
    {
        var documents = new List<YamlDocument>();
        var parser = new Parser(yaml);
        try
        {
            parser.Consume<StreamStart>();
            while (!parser.Accept<StreamEnd>(out _))
            {
                parser.Consume<DocumentStart>();
                if (parser.Accept<Scalar>(out var only) && only is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" })
                    parser.MoveNext();
                else
                    documents.Add(new YamlDocuments(parser).ReadDocument());
                parser.Consume<DocumentEnd>();
            }
        }
        catch (YamlException e)
        {
            throw Fault(e.InnerException is FormatException inner ? inner.Message : e.Message, e.Start, e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner's own way to give up on some unfinished texts; what it read last is where.
            throw Fault("a bracket, brace or quote is not closed, or something stands where nothing can", parser.Current?.End ?? Mark.Empty, e);
        }
        return documents;
    }

    private YamlDocument ReadDocument()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            var node = Collect(0);
            var position = 0;
            Write(writer, node, ref position, 0);
        }
        return new YamlDocument(buffer.WrittenSpan.ToArray(), _places);
    }

    // The events of one node. Anchored nodes are kept, so that an alias can stand for them.
    private List<ParsingEvent> Collect(int depth)
    {
        var events = new List<ParsingEvent>();
        Collect(events, depth);
        return events;
    }

    private void Collect(List<ParsingEvent> events, int depth)
    {
        var start = events.Count;
        var current = _parser.Current!;
        if (depth > MaximumDepth)
            throw Fault($"it is nested deeper than {MaximumDepth} levels", current.Start);
        _parser.MoveNext();
        switch (current)
        {
            case AnchorAlias alias:
                if (!_anchors.TryGetValue(alias.Value.Value, out var target))
                    throw Fault($"the alias '*{alias.Value.Value}' names no anchor before it", alias.Start);
                if ((_aliased += target.Count) > MaximumAliasedNodes)
                    throw Fault($"its aliases stand for more than {MaximumAliasedNodes} nodes", alias.Start);
                events.AddRange(target);
                return;
            case MappingStart or SequenceStart:
                events.Add(current);
                while (_parser.Current is not (MappingEnd or SequenceEnd))
                    Collect(events, depth + 1);
                events.Add(_parser.Current);
                _parser.MoveNext();
                break;
            default:
                events.Add(current);
                break;
        }
        if (current is NodeEvent { Anchor.IsEmpty: false } node)
            _anchors[node.Anchor.Value] = events.GetRange(start, events.Count - start);
    }

    private void Write(Utf8JsonWriter writer, List<ParsingEvent> events, ref int position, int depth)
    {
        var current = events[position++];
        _places.Add((writer.BytesCommitted + writer.BytesPending, current.Start));
        switch (current)
        {
            case Scalar scalar:
                WriteScalar(writer, scalar);
                break;
            case SequenceStart:
                writer.WriteStartArray();
                while (events[position] is not SequenceEnd)
                    Write(writer, events, ref position, depth + 1);
                position++;
                writer.WriteEndArray();
                break;
            case MappingStart:
                writer.WriteStartObject();
                WriteEntries(writer, events, ref position, depth, new HashSet<string>(StringComparer.Ordinal), MergedKeys(events, position));
                writer.WriteEndObject();
                break;
            default:
                throw Fault("a value was expected", current.Start);
        }
    }

    // An entry of the mapping itself wins over one that "<<" brings in, wherever it stands; of two merged ones the first wins.
    private void WriteEntries(Utf8JsonWriter writer, List<ParsingEvent> events, ref int position, int depth, HashSet<string> written, HashSet<string> own)
    {
        var merges = new List<int>();
        while (events[position] is not MappingEnd)
        {
            var key = events[position] as Scalar ?? throw Fault("a key must be a scalar: JSON has no others", events[position].Start);
            position++;
            if (IsMerge(key))
            {
                merges.Add(position);
                Skip(events, ref position);
                continue;
            }
            var name = Name(key);
            if (!written.Add(name))
                throw Fault($"the key '{name}' stands twice in one mapping", key.Start);
            writer.WritePropertyName(name);
            Write(writer, events, ref position, depth + 1);
        }
        position++;
        foreach (var merge in merges)
            WriteMerged(writer, events, merge, depth, written, own);
    }

    private void WriteMerged(Utf8JsonWriter writer, List<ParsingEvent> events, int position, int depth, HashSet<string> written, HashSet<string> own)
    {
        var isList = events[position] is SequenceStart;
        if (isList)
            position++;
        do
        {
            if (events[position] is not MappingStart)
                throw Fault("'<<' takes a mapping or a list of mappings", events[position].Start);
            position++;
            while (events[position] is not MappingEnd)
            {
                var key = events[position] as Scalar ?? throw Fault("a key must be a scalar: JSON has no others", events[position].Start);
                position++;
                if (IsMerge(key))
                {
                    WriteMerged(writer, events, position, depth, written, own);
                    Skip(events, ref position);
                }
                else if (Name(key) is var name && !own.Contains(name) && written.Add(name))
                {
                    writer.WritePropertyName(name);
                    Write(writer, events, ref position, depth + 1);
                }
                else
                {
                    Skip(events, ref position);
                }
            }
            position++;
        }
        while (isList && events[position] is not SequenceEnd);
    }

    private static HashSet<string> MergedKeys(List<ParsingEvent> events, int position)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (events[position] is not MappingEnd)
        {
            if (events[position] is Scalar key && !IsMerge(key))
                keys.Add(Name(key));
            Skip(events, ref position);
            Skip(events, ref position);
        }
        return keys;
    }

    private static void Skip(List<ParsingEvent> events, ref int position)
    {
        var depth = 0;
        do
        {
            depth += events[position++] switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
        }
        while (depth > 0);
    }

    private static void WriteScalar(Utf8JsonWriter writer, Scalar scalar)
    {
        try
        {
            if (IsPlain(scalar))
                Yaml11.Write(writer, scalar.Value);
            else
                writer.WriteStringValue(scalar.Value);
        }
        catch (FormatException e)
        {
            throw Fault(e.Message, scalar.Start, e);
        }
    }

    private static string Name(Scalar key) => IsPlain(key) ? Yaml11.Key(key.Value) : key.Value;

    private static bool IsMerge(Scalar key) => key is { Value: "<<", Style: ScalarStyle.Plain };

    // A tag such as !!str decides over the look of the text; other tags have no meaning in JSON.
    private static bool IsPlain(Scalar scalar) => scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.Value != "tag:yaml.org,2002:str");

    private static KubeSerializationException Fault(string what, Mark at, Exception? inner = null) =>
        new($"YAML, line {at.Line}, column {at.Column}: {what}", innerException: inner);
}
