using Kube.Client;
using Kube.Models;
using Kube.Testing;

namespace Kube.Runtime.Tests;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private EmbeddedApiServer _server = null!;
    private KubeClient _client = null!;
    private V1ConfigMap _map = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedApiServer.StartAsync();
        _client = _server.CreateClient();
        _map = await _client.Namespaced<V1ConfigMap>("default").CreateAsync(new V1ConfigMap { Metadata = new ObjectMeta { Name = "a", Namespace = "default" } });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<string[]> EventsAsync() =>
        [.. (await _client.Namespaced<Eventsv1Event>("default").ListAsync()).Items.Select(e => $"{e.Type} {e.Reason} {e.Action} {e.Note} {e.Series?.Count ?? 1}").Order()];

    [Fact]
    public async Task An_event_says_who_what_and_about_whom()
    {
        await using (var recorder = new EventRecorder(_client, "example.com/maps", "pod-1"))
            Assert.True(recorder.Warning(_map, "Broken", "Reconciling", "no disk", related: _map));

        var written = Assert.Single((await _client.Namespaced<Eventsv1Event>("default").ListAsync()).Items);
        Assert.Equal(("Warning", "Broken", "Reconciling", "no disk", "example.com/maps", "pod-1"), (written.Type, written.Reason, written.Action, written.Note, written.ReportingController, written.ReportingInstance));
        Assert.Equal(("v1", "ConfigMap", "default", "a", _map.Metadata.Uid), (written.Regarding!.ApiVersion, written.Regarding.Kind, written.Regarding.Namespace, written.Regarding.Name, written.Regarding.Uid));
        Assert.Equal("a", written.Related!.Name);
    }

    [Fact]
    public async Task Repeats_become_a_series_and_a_changed_note_is_another_event()
    {
        await using (var recorder = new EventRecorder(_client, "example.com/maps"))
        {
            for (var i = 0; i < 5; i++)
                recorder.Normal(_map, "Synced", "Sync", "all well");
            await UntilAsync(async () => (await EventsAsync()).Length == 1);
            recorder.Normal(_map, "Synced", "Sync", "all well");
            recorder.Normal(_map, "Synced", "Sync", "even better");
        }

        Assert.Equal(["Normal Synced Sync all well 6", "Normal Synced Sync even better 1"], await EventsAsync());
    }

    [Fact]
    public async Task A_series_whose_event_has_expired_is_written_anew()
    {
        await using (var recorder = new EventRecorder(_client, "example.com/maps"))
        {
            recorder.Normal(_map, "Synced", "Sync", "n");
            await UntilAsync(async () => (await EventsAsync()).Length == 1);
            await _client.Namespaced<Eventsv1Event>("default").DeleteCollectionAsync(new());
            recorder.Normal(_map, "Synced", "Sync", "n");
        }

        Assert.Equal(["Normal Synced Sync n 2"], await EventsAsync());
    }

    [Fact]
    public async Task A_storm_about_one_object_is_limited_and_counted()
    {
        var options = new EventRecorderOptions { Burst = 3 };
        var recorder = new EventRecorder(_client, "example.com/maps", options: options);
        for (var i = 0; i < 10; i++)
            recorder.Normal(_map, "Synced", "Sync", $"note {i}");
        await recorder.DisposeAsync();

        Assert.Equal((3, 7), ((await EventsAsync()).Length, (int)recorder.Dropped));
    }

    [Fact]
    public async Task Publishing_never_fails_when_the_server_does()
    {
        await _server.DisposeAsync();
        var recorder = new EventRecorder(_client, "example.com/maps");

        Assert.True(recorder.Normal(_map, "Synced", "Sync", "n"));
        await recorder.DisposeAsync();
    }

    [Fact]
    public async Task What_a_server_would_refuse_is_refused_at_once_and_long_notes_are_cut_between_characters()
    {
        await using (var recorder = new EventRecorder(_client, "example.com/maps"))
        {
            Assert.Throws<ArgumentException>(() => recorder.Publish(_map, "Info", "R", "A", ""));
            Assert.Throws<ArgumentException>(() => recorder.Normal(_map, "", "A", ""));
            Assert.Throws<ArgumentException>(() => recorder.Normal(_map, "R", new string('a', 129), ""));
            recorder.Normal(_map, "R", "A", "x" + new string('é', 600));
        }

        Assert.Equal(["Normal R A x" + new string('é', 511) + " 1"], await EventsAsync());
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "the condition does not come true");
            await Task.Delay(5);
        }
    }
}
