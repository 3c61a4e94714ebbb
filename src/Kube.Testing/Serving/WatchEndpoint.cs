using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Storage;

namespace Kube.Testing.Serving;

/// <summary>Watches: a list's changes as a stream of JSON lines.</summary>
internal sealed class WatchEndpoint(ServerState state, ObjectAccess access, Presentation presentation)
{
    private readonly ServerState _state = state;
    private readonly ObjectAccess _access = access;
    private readonly Presentation _presentation = presentation;

    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);
    /// <summary>Timers may come a moment early; what is as near as this has been.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public ServerResponse Watch(ResourceCall call, CancellationToken cancellationToken)
    {
        var form = Presentation.Negotiate(call);
        var options = ListOptions.Read(call.Http, isWatch: true);
        var selection = Selection.Of(call, options);
        var store = _state.StoreOf(call.Resource);
        var start = Start(options, store);
        var epoch = store.Epoch;
        return new()
        {
            ContentType = form.IsYaml ? "application/yaml;stream=watch" : form.ContentType,
            Warnings = call.Warnings,
            Stream = new Session(this, call, form, options, selection, store, start, epoch).Run(cancellationToken),
        };
    }

    /// <summary>The revision after which changes are sent; and the snapshot sent before them, if any.</summary>
    private (long Revision, Collection? Initial) Start(ListOptions options, ResourceStore store)
    {
        var isUnset = options.ResourceVersion is "" or "0";
        if (!isUnset && options.SendInitialEvents != true)
        {
            return (ReadEndpoint.ParseVersion(options.ResourceVersion), null);
        }

        if (!isUnset)
        {
            _ = ReadEndpoint.ParseVersion(options.ResourceVersion);
        }

        var (revision, initial) = _state.Store.Read(store);
        return (revision, options.SendInitialEvents == false ? null : initial);
    }

    private static byte[] Line(string type, JsonObject value) => [.. JsonValue.Object(("type", type), ("object", value)).ToUtf8Json(), .. NewLine];

    /// <summary>Cancels what a watch has begun, however it ends.</summary>
    private readonly struct Ending(CancellationTokenSource source) : IDisposable
    {
        public void Dispose() => source.Cancel();
    }

    /// <summary>One open watch.</summary>
    private sealed class Session(
        WatchEndpoint endpoint, ResourceCall call, Negotiated form, ListOptions options, Selection selection, ResourceStore store,
        (long Revision, Collection? Initial) start, int epoch)
    {
        private readonly ServerState _state = endpoint._state;
        private readonly WatchChunk _chunk = new();
        private bool _columnsSent;
        private long _opened;
        private TimeSpan _lastBookmark;
        private long _cursor = start.Revision;

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> Run([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            store.CountWatch(1);
            try
            {
                await foreach (var chunk in Chunks(cancellationToken))
                {
                    yield return chunk;
                }
            }
            finally
            {
                store.CountWatch(-1);
            }
        }

        private async IAsyncEnumerable<ReadOnlyMemory<byte>> Chunks([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var duration = Duration();
            _opened = _state.Clock.GetTimestamp();
            _lastBookmark = duration - BookmarkBeforeEnd;
            using var end = new CancellationTokenSource(duration, _state.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken, _state.Stopping.Token);
            // A watch that ends by itself must not leave the timer of its next bookmark behind.
            using var ending = new Ending(either);
            var bookmarkDue = NextBookmark(either.Token);
            if (start.Initial is not null)
            {
                foreach (var (_, stored) in start.Initial.In(selection.Namespace))
                {
                    var (value, error) = await TryRead(stored);
                    if (error is not null)
                    {
                        yield return error;
                        yield break;
                    }

                    if (selection.Matches(value!))
                    {
                        yield return Encode("ADDED", value!);
                    }
                }

                if (options.AllowWatchBookmarks)
                {
                    yield return Bookmark(initialEventsEnd: true);
                }
            }

            while (!either.IsCancellationRequested)
            {
                var changed = store.Changed;
                var isEnding = store.Epoch != epoch;
                var events = store.After(_cursor);
                if (events is null)
                {
                    yield return TooOld();
                    yield break;
                }

                foreach (var change in events)
                {
                    _cursor = change.Revision;
                    var (line, error) = await TryLines(change);
                    if ((line ?? error) is { } shown)
                    {
                        _chunk.Add(shown);
                    }

                    if (error is not null)
                    {
                        yield return _chunk.Take();
                        yield break;
                    }

                    if (_chunk.IsFull)
                    {
                        yield return _chunk.Take();
                    }
                }

                if (!_chunk.IsEmpty)
                {
                    yield return _chunk.Take();
                    await store.NextBeat();
                }

                if (isEnding)
                {
                    yield break;
                }

                // One timer serves many waits: a watch waits after every change.
                if (events.Count == 0 && await Task.WhenAny(changed, bookmarkDue) != changed && !either.IsCancellationRequested)
                {
                    bookmarkDue = NextBookmark(either.Token);
                    yield return Bookmark(initialEventsEnd: false);
                }
            }
        }

        private TimeSpan Duration() => options.TimeoutSeconds is { } seconds and > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400))
            : TimeSpan.FromSeconds(1800 + Random.Shared.Next(1800));

        /// <summary>Completes when a bookmark is due: every minute, and two seconds before the end; cancelled at the end of the watch.</summary>
        private Task NextBookmark(CancellationToken end)
        {
            if (!options.AllowWatchBookmarks)
            {
                return Task.Delay(Timeout.InfiniteTimeSpan, _state.Clock, end);
            }

            var untilLast = _lastBookmark - _state.Clock.GetElapsedTime(_opened);
            return Task.Delay(untilLast > Soon && untilLast < BookmarkInterval ? untilLast : BookmarkInterval, _state.Clock, end);
        }

        /// <summary>An object, or the event that ends the watch: a conversion webhook failed.</summary>
        private async ValueTask<(JsonObject? Value, byte[]? Error)> TryRead(JsonObject stored)
        {
            try
            {
                return (await Read(stored), null);
            }
            catch (ApiStatusException error)
            {
                return (null, Write("ERROR", error.ToStatus()));
            }
        }

        private async ValueTask<(ReadOnlyMemory<byte>? Line, ReadOnlyMemory<byte>? Error)> TryLines(StoreEvent change)
        {
            try
            {
                return (await Lines(change), null);
            }
            catch (ApiStatusException error)
            {
                return (null, Write("ERROR", error.ToStatus()));
            }
        }

        /// <summary>What one change looks like through this watch's selection, or none.</summary>
        private async ValueTask<ReadOnlyMemory<byte>?> Lines(StoreEvent change)
        {
            if (selection.Namespace.Length > 0 && change.Key.Namespace != selection.Namespace)
            {
                return null;
            }

            var plain = form is { Form: BodyForm.Plain, IsYaml: false } && change.After.ApiVersion == call.Resource.ApiVersion && call.Resource.Custom is null;
            if (plain && selection.Labels.IsEverything && selection.Fields.IsEverything)
            {
                return change.Encoded(static c => Line(TypeOf(c.Change), c.After));
            }

            var after = await Read(change.After);
            var before = change.Before is null ? null : await Read(change.Before);
            var isMatch = change.Change != StoreChange.Deleted && selection.Matches(after);
            var wasMatch = before is not null && selection.Matches(before);
            return (wasMatch, isMatch) switch
            {
                (false, true) => Encode("ADDED", after),
                (true, true) => Encode("MODIFIED", after),
                // The object as it was when it was last selected, at the version of the change.
                (true, false) => Encode("DELETED", change.Change == StoreChange.Deleted ? after : before!.WithMeta("resourceVersion", after.ResourceVersion)),
                _ => null,
            };
        }

        private ValueTask<JsonObject> Read(JsonObject stored) => endpoint._access.ReadSharedAsync(call.Resource, stored, CancellationToken.None);

        private byte[] Encode(string type, JsonObject value)
        {
            var shown = endpoint._presentation.Shown(call, form, value, withColumns: !_columnsSent);
            _columnsSent = true;
            return Write(type, shown);
        }

        private byte[] Write(string type, JsonObject shown) => form.IsYaml
            ? [.. Yaml.Write(JsonValue.Object(("type", type), ("object", shown))), .. Encoding.UTF8.GetBytes("---\n")]
            : Line(type, shown);

        private byte[] Bookmark(bool initialEventsEnd)
        {
            var meta = new JsonObjectBuilder().Add("resourceVersion", Math.Max(_cursor, start.Revision).ToString(CultureInfo.InvariantCulture));
            if (initialEventsEnd)
            {
                meta.Add("annotations", JsonValue.Object(("k8s.io/initial-events-end", "true")));
            }

            var value = JsonValue.Object(("kind", call.Resource.Kind), ("apiVersion", call.Resource.ApiVersion), ("metadata", meta.Build()));
            return Write("BOOKMARK", form.Form == BodyForm.Plain ? value : endpoint._presentation.Bookmark(call, form, value, !_columnsSent));
        }

        private byte[] TooOld() => Write(
            "ERROR", ApiErrors.Expired($"too old resource version: {_cursor} ({store.ForgottenUpTo})").ToStatus());

        private static string TypeOf(StoreChange change) => change switch
        {
            StoreChange.Added => "ADDED",
            StoreChange.Modified => "MODIFIED",
            _ => "DELETED",
        };
    }
}
