using System.Text;

namespace Kube.Core.Tests;

public class WatchEventTests
{
    private static WatchEvent<Probe> Read(string json) => WatchEventCodec.Read<Probe>(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("ADDED", WatchEventType.Added)]
    [InlineData("MODIFIED", WatchEventType.Modified)]
    [InlineData("DELETED", WatchEventType.Deleted)]
    public void An_object_arrives_with_its_type(string wire, WatchEventType type)
    {
        var received = Read($$$"""{"type":"{{{wire}}}","object":{"metadata":{"name":"a","resourceVersion":"7"},"size":1}}""");
        Assert.Equal((type, "a", "7"), (received.Type, received.Object!.Name, received.ResourceVersion));
        Assert.Equal(wire, type.ToWireName());
    }

    [Fact]
    public void The_object_may_come_before_the_type()
    {
        var received = Read("""{"object":{"metadata":{"name":"a"},"size":1},"more":[1],"type":"DELETED"}""");
        Assert.Equal((WatchEventType.Deleted, "a"), (received.Type, received.Object!.Name));
    }

    [Fact]
    public void A_bookmark_carries_a_version_and_perhaps_the_end_of_the_initial_events()
    {
        var plain = Read("""{"type":"BOOKMARK","object":{"kind":"Probe","metadata":{"resourceVersion":"9"},"size":"not a number"}}""");
        Assert.Equal((WatchEventType.Bookmark, "9", false), (plain.Type, plain.ResourceVersion, plain.EndsInitialEvents));
        var end = Read("""{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}}""");
        Assert.True(end.EndsInitialEvents);
    }

    [Fact]
    public void An_error_carries_a_status()
    {
        var received = Read("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old resource version: 1 (2)","reason":"Expired","code":410}}""");
        Assert.Equal((WatchEventType.Error, 410, StatusReasons.Expired, null), (received.Type, received.Status!.Code, received.Status.Reason, received.Object));
    }

    [Fact]
    public void An_object_that_does_not_fit_is_an_event_of_its_own()
    {
        var received = Read("""{"type":"ADDED","object":{"kind":"Probe","metadata":{"name":"bad","namespace":"d","resourceVersion":"8"},"size":"huge"}}""");
        Assert.Equal((WatchEventType.ItemError, "8"), (received.Type, received.ResourceVersion));
        var invalid = received.InvalidItem!;
        Assert.Equal(("bad", WatchEventType.Added, "$.size"), (invalid.Metadata!.Name, invalid.EventType, invalid.Error.Path));
        Assert.Equal("huge", invalid.Json.GetProperty("size").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"object":{}}""")]
    [InlineData("""{"type":"MOVED","object":{}}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{}""")]
    [InlineData("""{"kind":"Status","status":"Failure"}""")]
    public void What_is_no_watch_event_is_one_clear_error(string json) => Assert.Throws<KubeSerializationException>(() => Read(json));

    [Fact]
    public void A_bad_item_of_a_list_harms_only_itself()
    {
        var list = Codec.Read<KubeList<Probe>>(
            """{"kind":"ProbeList","apiVersion":"test/v1","metadata":{"resourceVersion":"5","continue":"next","remainingItemCount":7}""" +
            ""","items":[{"metadata":{"name":"a"},"size":1},{"metadata":{"name":"b"},"size":{}},{"metadata":{"name":"c"},"size":3},null]}""");
        Assert.Equal(["a", "c"], list.Items.Select(i => i.Name));
        Assert.Equal(["b", null], list.InvalidItems.Select(i => i.Metadata?.Name));
        Assert.Equal(("ProbeList", "5", "next", 7L, true), (list.Kind, list.Metadata.ResourceVersion, list.Metadata.Continue, list.Metadata.RemainingItemCount, list.HasMore));
    }

    [Theory]
    [InlineData("""{"items":[{"metadata":{"name":"a"},"size":1}""")]
    [InlineData("""{"items":[{"metadata":{"name":"a"},"size":1]}""")]
    [InlineData("""{"items":{}}""")]
    [InlineData("null")]
    public void A_broken_list_is_an_error(string json) => Assert.Throws<KubeSerializationException>(() => Codec.Read<KubeList<Probe>>(json));
}
