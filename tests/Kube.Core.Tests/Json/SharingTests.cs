using System.Text;
using System.Text.Json;
using Kube.Json;

namespace Kube.Core.Tests.Json;

public class SharingTests
{
    private static ObjectMeta Meta(string labels, string name = "a") =>
        KubeJson.Deserialize<ObjectMeta>($$"""{"labels":{{labels}},"name":"{{name}}","generation":3}""");

    [Fact]
    public void What_comes_a_third_time_is_the_same_object()
    {
        const string Labels = """{"app":"shared-a","tier":"web"}""";
        Meta(Labels);
        var second = Meta(Labels, "b");
        var third = Meta(Labels, "c");
        Assert.Same(second.Labels, third.Labels);
        Assert.Equal(("c", 3L, "web"), (third.Name, third.Generation, third.Labels!["tier"]));
    }

    [Fact]
    public void One_byte_of_difference_makes_another_value()
    {
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal("shared-b", Meta("""{"app":"shared-b","x":"1"}""").Labels!["app"]);
            Assert.Equal("shared-c", Meta("""{"app":"shared-c","x":"1"}""").Labels!["app"]);
            Assert.Equal("1", Meta("""{"app": "shared-c","x":"1"}""").Labels!["x"]);
        }
    }

    [Fact]
    public void Faults_after_a_shared_value_name_the_right_byte()
    {
        const string Text = """{"labels":{"app":"shared-d","tier":"web"},"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n","uid":"u"}],"generation":"three"}""";
        for (var round = 0; round < 4; round++)
        {
            var error = Assert.Throws<KubeSerializationException>(() => KubeJson.Deserialize<ObjectMeta>(Text));
            Assert.Equal(("$.generation", (long)Text.IndexOf("\"three\"", StringComparison.Ordinal)), (error.Path, error.BytePosition));
        }
    }

    [Fact]
    public void Readers_of_others_are_left_alone()
    {
        const string Text = """{"labels":{"app":"shared-e","tier":"web"},"name":"a"}""";
        for (var round = 0; round < 4; round++)
        {
            KubeJson.Deserialize<ObjectMeta>(Text);
            var utf8 = Encoding.UTF8.GetBytes("[" + Text + "]");
            Assert.Equal("a", JsonSerializer.Deserialize<ObjectMeta[]>(utf8)![0].Name);
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            reader.Read();
            ObjectMeta.ReadJson(ref reader);
            Assert.Equal(utf8.Length - 1, reader.BytesConsumed);
        }
    }

    [Fact]
    public void Managed_fields_that_differ_a_little_are_whole_and_cost_little()
    {
        static string Entry(string middle, string end = "") =>
            $$$$$"""{"manager":"kubelet","fieldsV1":{"f:status":{"f:conditions":{".":{},"k:{\"type\":\"{{{{{middle}}}}}\"}":{".":{},"f:type":{}}},"f:phase":{},"f:podIPs":{},"f:startTime":{}{{{{{end}}}}}}},"subresource":"status"}""";

        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            // Few lengths and few letters, so that beginnings and ends meet and overlap.
            var text = Entry(new string([.. Enumerable.Range(0, random.Next(4)).Select(_ => "ab"[random.Next(2)])]), random.Next(3) == 0 ? ",\"f:z\":{}" : "");
            var entry = KubeJson.Deserialize<ManagedFieldsEntry>(text);
            var unshared = JsonSerializer.Deserialize<ManagedFieldsEntry>(text)!;
            Assert.Equal(text, KubeJson.Serialize(entry));
            Assert.Equal(unshared.FieldsV1!.Value.GetRawText(), entry.FieldsV1!.Value.GetRawText());
            Assert.Equal(unshared, entry);
            Assert.Equal(unshared.GetHashCode(), entry.GetHashCode());
            Assert.NotEqual(KubeJson.Deserialize<ManagedFieldsEntry>(Entry("c" + round % 10)), entry);
        }

        static long Allocated(string text)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var before = GC.GetAllocatedBytesForCurrentThread();
            KubeJson.Deserialize<ManagedFieldsEntry>(utf8);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var padding = new string('p', 2000);
        Allocated(Entry("A" + padding));
        Assert.InRange(Allocated(Entry("B" + padding)), 1, 500);
    }

    [Fact]
    public void Broken_managed_fields_are_refused_however_much_they_look_like_others()
    {
        const string Good = """{"fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:application":{},"f:component":{},"f:instance":{},"f:part-of":{}}}}}""";
        for (var at = 13; at < Good.Length; at++)
        {
            KubeJson.Deserialize<ManagedFieldsEntry>(Good);
            foreach (var c in "{}\":,x")
            {
                var changed = Good[..at] + c + Good[(at + 1)..];
                var isJson = true;
                try { JsonDocument.Parse(changed).Dispose(); } catch (JsonException) { isJson = false; }
                if (isJson) Assert.Equal(changed, KubeJson.Serialize(KubeJson.Deserialize<ManagedFieldsEntry>(changed)));
                else Assert.Throws<KubeSerializationException>(() => KubeJson.Deserialize<ManagedFieldsEntry>(changed));
            }
        }
    }

    [Fact]
    public async Task Many_threads_share_without_mixing_values_up()
    {
        var wrong = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                var app = $"thread-{(i + thread) % 700}";
                if (Meta($$"""{"app":"{{app}}"}""").Labels!["app"] != app) Interlocked.Increment(ref wrong);
            }
        }, TestContext.Current.CancellationToken)));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void The_end_of_a_value_is_found_as_a_reader_finds_it()
    {
        var random = new Random(11);
        for (var round = 0; round < 3000; round++)
        {
            var value = Value(random, 0);
            var text = Encoding.UTF8.GetBytes(value + ",\"next\":[{}]}");
            Assert.Equal(Encoding.UTF8.GetByteCount(value), JsonExtent.Of(text));
            Assert.Equal(0, JsonExtent.Of(text.AsSpan(0, random.Next(Encoding.UTF8.GetByteCount(value)))));
        }
    }

    // Objects and arrays with the characters that confuse: brackets, quotes and backslashes in strings, at any distance from a block's end.
    private static string Value(Random random, int depth)
    {
        var items = Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(4) switch
        {
            0 when depth < 5 => Value(random, depth + 1),
            1 => random.Next(1000).ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => String(random),
        });
        return random.Next(2) == 0 ? "[" + string.Join(',', items) + "]" : "{" + string.Join(", ", items.Select(item => String(random) + ":" + item)) + "}";
    }

    private static string String(Random random) =>
        "\"" + string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => (string[])["a", "{", "}", "[", "]", "\\\"", "\\\\", ",", "é", " "] is var all ? all[random.Next(all.Length)] : "")) + "\"";
}
