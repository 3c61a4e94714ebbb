using System.Buffers;
using System.Text;
using Kube.Core.Tests.Json;

namespace Kube.Core.Tests;

public class KubeListDecoderTests
{
    private const string Listed =
        """{"kind":"ProbeList","apiVersion":"test/v1","metadata":{"resourceVersion":"5","continue":"next","remainingItemCount":7},"more":[1,{"items":[]}],"count":12""" +
        ""","items":[{"metadata":{"name":"a"},"size":1}, {"metadata":{"name":"b"},"size":{"\u0041":"}]"}},{"metadata":{"name":"c"},"size":3} ,null,17,"text"]}""";

    private const string VersionLast =
        """ { "items" : [ {"metadata":{"name":"a"},"size":1},{"metadata":{"name":"b"},"size":{}},{"metadata":{"name":"c"},"size":3},null,true,"x" ], "kind":"ProbeList","apiVersion":"test/v1","metadata":{"resourceVersion":"5","continue":"next","remainingItemCount":7}} """ + "\n";

    /// <summary>Gives the bytes as a connection would: so many at a time, in segments of so many.</summary>
    private static KubeList<T> Decode<T>(byte[] bytes, int arriving, int segment, Action<KubeListDecoder<T>, int>? observe = null) where T : class, IKubeObject<T>
    {
        var decoder = new KubeListDecoder<T>();
        var used = 0;
        for (var arrived = 0; ;)
        {
            arrived = Math.Min(arrived + arriving, bytes.Length);
            var unread = bytes[used..arrived];
            var buffer = unread.Length == 0 ? ReadOnlySequence<byte>.Empty : Pieces.Of(unread, segment);
            used += (int)buffer.Slice(0, decoder.Decode(buffer, arrived == bytes.Length)).Length;
            observe?.Invoke(decoder, used);
            if (arrived == bytes.Length) return decoder.ToList();
        }
    }

    [Theory]
    [InlineData(Listed)]
    [InlineData(VersionLast)]
    public void However_the_bytes_arrive_the_list_is_the_same(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        foreach (var arriving in (int[])[1, 2, 3, 7, 64, bytes.Length])
        {
            foreach (var segment in (int[])[1, 3, 16, bytes.Length])
            {
                var list = Decode<Probe>(bytes, arriving, segment);
                Assert.Equal([("a", 1), ("c", 3)], list.Items.Select(i => (i.Name, i.Size)));
                Assert.Equal(["b", null, null, null], list.InvalidItems.Select(i => i.Metadata?.Name));
                Assert.Equal("$.size", list.InvalidItems[0].Error.Path);
                Assert.Equal(("ProbeList", "test/v1", "5", "next", 7L), (list.Kind, list.ApiVersion, list.Metadata.ResourceVersion, list.Metadata.Continue, list.Metadata.RemainingItemCount));
            }
        }
    }

    [Fact]
    public void An_invalid_item_keeps_its_bytes()
    {
        var bad = Decode<Probe>(Encoding.UTF8.GetBytes(Listed), 10, 4).InvalidItems[0];
        Assert.Equal("""{"metadata":{"name":"b"},"size":{"\u0041":"}]"}}""", bad.Json.GetRawText());
        Assert.Equal((null, "Probe"), (bad.EventType, bad.Error.TargetType));
    }

    [Fact]
    public void Bytes_of_decoded_items_are_given_up_while_others_are_still_to_come()
    {
        var items = Enumerable.Range(0, 1000).Select(i => $$"""{"metadata":{"name":"probe-{{i}}"},"size":{{i}}}""");
        var bytes = Encoding.UTF8.GetBytes($$$"""{"kind":"ProbeList","items":[{{{string.Join(',', items)}}}],"metadata":{}}""");
        var arrived = 0;
        var most = 0;
        var list = Decode<Probe>(bytes, 1024, 256, (_, used) =>
        {
            arrived = Math.Min(arrived + 1024, bytes.Length);
            most = Math.Max(most, arrived - used);
        });
        Assert.Equal(Enumerable.Range(0, 1000), list.Items.Select(i => i.Size));
        Assert.InRange(most, 1, 100);
    }

    [Fact]
    public void An_item_far_larger_than_those_before_is_waited_for()
    {
        var large = new string('x', 300_000);
        var bytes = Encoding.UTF8.GetBytes($$"""{"items":[{"size":1},{"size":2},{"metadata":{"name":"{{large}}"},"size":3},{"size":4}],"kind":"ProbeList"}""");
        foreach (var arriving in (int[])[20_000, 100_000])
        {
            var list = Decode<Probe>(bytes, arriving, 16_384);
            Assert.Equal([1, 2, 3, 4], list.Items.Select(i => i.Size));
            Assert.Equal((large, 0), (list.Items[2].Name, list.InvalidItems.Count));
        }
    }

    [Fact]
    public void Items_that_learn_their_type_from_the_list_do_so_also_when_it_comes_last()
    {
        var list = Decode<DynamicResource>("""{"items":[{"metadata":{"name":"a"}}],"kind":"ProbeList","apiVersion":"test/v1"}"""u8.ToArray(), 8, 8);
        Assert.Equal(("Probe", "test/v1"), (list.Items[0].Kind, list.Items[0].ApiVersion));
    }

    [Fact]
    public void Every_prefix_of_a_list_is_a_clean_error()
    {
        var bytes = Encoding.UTF8.GetBytes(Listed);
        for (var length = 0; length < bytes.Length; length++)
        {
            var prefix = bytes[..length];
            Assert.Throws<KubeSerializationException>(() => Decode<Probe>(prefix, 50, 20));
        }
    }

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("""{"items":{}}""", "$.items")]
    [InlineData("""{"items":[{"size":1}],"metadata":{"resourceVersion":[1]}}""", "$.metadata.resourceVersion")]
    [InlineData("""{"items":[{"size":1},{"size":2,}]}""", "$.items[1].size")]
    [InlineData("""{"items":[{"size":1},{"metadata":{"labels":{"a":tru}}}]}""", "$.items[1].metadata.labels.a")]
    [InlineData("""{"items":[]} x""", "$")]
    public void What_is_no_list_is_one_error_with_its_place(string json, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        foreach (var size in (int[])[1, 5, bytes.Length])
        {
            var error = Assert.Throws<KubeSerializationException>(() => Decode<Probe>(bytes, size, size));
            Assert.Equal((path, "KubeList<Probe>"), (error.Path, error.TargetType));
            Assert.InRange(error.BytePosition, 0, bytes.Length);
        }
    }

    [Fact]
    public void A_list_that_was_not_read_to_its_end_is_not_given_out()
    {
        var decoder = new KubeListDecoder<Probe>();
        decoder.Decode(new ReadOnlySequence<byte>("""{"items":[{"size":1}"""u8.ToArray()), isCompleted: false);
        Assert.False(decoder.IsComplete);
        Assert.Throws<InvalidOperationException>(decoder.ToList);
    }
}
