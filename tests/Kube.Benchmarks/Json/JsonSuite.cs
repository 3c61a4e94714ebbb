using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Kube.Json;
using Kube.Models;

namespace Kube.Benchmarks.Json;

/// <summary>Our codecs beside System.Text.Json on the same bytes.</summary>
internal static class JsonSuite
{
    private static readonly JsonSerializerOptions Reflection = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    // Both write what needs no escaping as it is; the source generator's fast path needs the options of its context.
    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>json [pods] [rounds] [cold|decode|encode|watch]</c></summary>
    public static Task RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 10_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 9;
        Console.WriteLine($".NET {Environment.Version}, {Environment.ProcessorCount} processors, {count} pods, medians of {rounds} rounds, processor time");
        var part = args.Length > 2 ? args[2] : null;
        if (part is null or "cold") ColdStart.Report();
        if (part is "cold") return Task.CompletedTask;
        foreach (var managed in (bool[])[true, false])
        {
            var bytes = new PodBytes(7, managed).List(count);
            Console.WriteLine($"\n### {count} pods, {bytes.Length / 1e6:0.0} MB, {(managed ? "as served" : "without managed fields")}\n");
            if (part is null or "decode") Decode(bytes, count, rounds);
            if (part is null or "encode") Encode(bytes, count, rounds);
            if (part is null or "watch") Watch(managed, Math.Min(count, 2000), rounds);
        }
        return Task.CompletedTask;
    }

    private static void Decode(byte[] bytes, int count, int rounds)
    {
        var generated = new Contender("System.Text.Json, source generator", () => JsonSerializer.Deserialize(bytes, PlainContext.Default.PlainPodList)!);
        Contender[] all =
        [
            new("V1Pod", () => KubeJson.Deserialize<KubeList<V1Pod>>(bytes)),
            new("V1Pod, in pieces of 64 kB", () => InPieces(bytes)),
            new("DynamicResource", () => KubeJson.Deserialize<KubeList<DynamicResource>>(bytes)),
            generated,
            new("System.Text.Json, reflection", () => JsonSerializer.Deserialize<PlainPodList>(bytes, Reflection)!),
            new("JsonNode, walked", () => Walk(JsonNode.Parse(bytes)!)),
        ];
        Contender.Race(rounds, all);
        Table("decode", bytes.Length, count, all, generated);
    }

    private static void Encode(byte[] bytes, int count, int rounds)
    {
        var buffer = new ArrayBufferWriter<byte>(bytes.Length + 1024);
        var ours = KubeJson.Deserialize<KubeList<V1Pod>>(bytes);
        var dynamic = KubeJson.Deserialize<KubeList<DynamicResource>>(bytes);
        var plain = JsonSerializer.Deserialize(bytes, PlainContext.Default.PlainPodList)!;
        object Write(Action<Utf8JsonWriter> write)
        {
            buffer.ResetWrittenCount();
            using var writer = new Utf8JsonWriter(buffer, WriterOptions);
            write(writer);
            return buffer;
        }
        object WriteOurs<T>(T value) where T : IKubeJson<T>
        {
            buffer.ResetWrittenCount();
            KubeJson.Serialize(buffer, value);
            return buffer;
        }
        var generated = new Contender("System.Text.Json, source generator", () => Write(writer => JsonSerializer.Serialize(writer, plain, PlainContext.Default.PlainPodList)));
        Contender[] all =
        [
            new("V1Pod", () => WriteOurs(ours)),
            new("DynamicResource", () => WriteOurs(dynamic)),
            generated,
            new("System.Text.Json, reflection", () => Write(writer => JsonSerializer.Serialize(writer, plain, Reflection))),
        ];
        Contender.Race(rounds, all);
        Table("encode", bytes.Length, count, all, generated);
    }

    private static void Watch(bool managed, int count, int rounds)
    {
        var events = new PodBytes(7, managed).Events(count);
        var length = events.Sum(line => (long)line.Length);
        var generated = new Contender("System.Text.Json, source generator", () => Each(events, line => JsonSerializer.Deserialize(line, PlainContext.Default.PlainPodEvent)!));
        Contender[] all =
        [
            new("`WatchEvent<V1Pod>`", () => Each(events, line => WatchEventCodec.Read<V1Pod>(line).Object!)),
            new("`WatchEvent<PartialObjectMetadata>`", () => Each(events, line => WatchEventCodec.Read<PartialObjectMetadata>(line).Object!)),
            new("`WatchEvent<DynamicResource>`", () => Each(events, line => WatchEventCodec.Read<DynamicResource>(line).Object!)),
            generated,
        ];
        Contender.Race(rounds, all);
        Table("watch events", length, count, all, generated);
    }

    /// <summary>As a connection gives them: a piece at a time, and each is given up when it was used.</summary>
    private static KubeList<V1Pod> InPieces(byte[] bytes)
    {
        const int Piece = 64 * 1024;
        var decoder = new KubeListDecoder<V1Pod>();
        for (int used = 0, end = 0; ;)
        {
            end = Math.Min(end + Piece, bytes.Length);
            var buffer = new ReadOnlySequence<byte>(bytes, used, end - used);
            used += (int)buffer.Slice(0, decoder.Decode(buffer, end == bytes.Length)).Length;
            if (end == bytes.Length) return decoder.ToList();
        }
    }

    private static object Each(byte[][] lines, Func<byte[], object> read)
    {
        object last = lines;
        foreach (var line in lines) last = read(line);
        return last;
    }

    // A node parses only what is asked for.
    private static JsonNode Walk(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members) if (value is not null) Walk(value);
                break;
            case JsonArray items:
                foreach (var item in items) if (item is not null) Walk(item);
                break;
        }
        return node;
    }

    private static void Table(string what, long bytes, int count, Contender[] all, Contender against)
    {
        Console.WriteLine($"| {what} | time | MB/s | ratio | allocated each | retained each | ratio |\n|---|---|---|---|---|---|---|");
        foreach (var one in all)
        {
            var retained = what == "decode" ? $"{one.Retained / count:n0} B | {(double)one.Retained / against.Retained:0.00}" : "– | –";
            Console.WriteLine($"| {one.Name} | {one.Milliseconds:0} ms | {bytes / 1e3 / one.Milliseconds:0} | {against.Milliseconds / one.Milliseconds:0.00} | {one.Allocated / count:n0} B | {retained} |");
        }
        Console.WriteLine();
    }
}
