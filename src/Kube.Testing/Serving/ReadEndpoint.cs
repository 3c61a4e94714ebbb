using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Storage;

namespace Kube.Testing.Serving;

/// <summary>GET of one object and of a collection.</summary>
internal sealed class ReadEndpoint(ServerState state, ObjectAccess access, Presentation presentation)
{
    private static readonly TimeSpan FutureVersionWait = TimeSpan.FromSeconds(3);

    public async Task<ServerResponse> GetAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        Presentation.Negotiate(call);
        var store = state.StoreOf(call.Resource);
        var collection = store.Current;
        if (call.Http.QueryValue("resourceVersion") is { Length: > 0 } version)
        {
            var notOlderThan = ParseVersion(version);
            await WaitForVersion(notOlderThan, cancellationToken);
            collection = state.StaleReads is { } stale && notOlderThan <= stale.Revision ? stale.Of(store) : store.Current;
        }

        var stored = collection[call.Key] ?? throw call.NotFound();
        return presentation.Object(call, 200, await access.ReadAsync(call.Resource, stored, cancellationToken));
    }

    public async Task<ServerResponse> ListAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        var form = Presentation.Negotiate(call);
        var options = ListOptions.Read(call.Http, isWatch: false);
        var selection = Selection.Of(call, options);
        var page = await ReadPage(call, options, selection, cancellationToken);
        var items = await access.ReadAsync(call.Resource, page.Items, cancellationToken);
        return presentation.List(call, form, items, page.Meta(call.IsCustom));
    }

    /// <summary>The stored objects of one page of a list.</summary>
    public async ValueTask<ListPage> ReadPage(ResourceCall call, ListOptions options, Selection selection, CancellationToken cancellationToken)
    {
        var store = state.StoreOf(call.Resource);
        var (collection, revision, after) = await Snapshot(store, options, cancellationToken);
        var prefix = call.Namespace.Length == 0 ? 0 : call.Namespace.Length + 1;
        // The watch cache, which answers "0", knows no pages.
        var limit = options.ResourceVersion == "0" ? 0 : options.Limit;
        var items = new List<JsonObject>();
        var lastKey = "";
        long remaining = 0;
        foreach (var (key, value) in collection.In(call.Namespace))
        {
            var relative = key.Path[prefix..];
            if (after is not null && string.CompareOrdinal(relative, after) <= 0)
            {
                continue;
            }

            if (limit > 0 && items.Count == limit)
            {
                if (!selection.Labels.IsEverything || !selection.Fields.IsEverything)
                {
                    if (await MatchesAsync(call, selection, value, cancellationToken))
                    {
                        remaining = -1;
                        break;
                    }

                    continue;
                }

                remaining++;
                continue;
            }

            if (await MatchesAsync(call, selection, value, cancellationToken))
            {
                items.Add(value);
                lastKey = relative;
            }
        }

        var token = remaining == 0 ? "" : new ContinueToken(revision, lastKey).Encode();
        return new(items, revision, token, remaining > 0 ? remaining : null);
    }

    /// <exception cref="ApiStatusException">500: it is no number, as the real server has it.</exception>
    public static long ParseVersion(string version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue
            ? (long)number
            : throw ApiErrors.Unclassified($"resourceVersion: Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": invalid syntax");

    private static long ParseListVersion(string version)
    {
        try
        {
            return ParseVersion(version);
        }
        catch (ApiStatusException error)
        {
            throw ApiErrors.BadRequest($"invalid resource version: {error.Message}");
        }
    }

    private async ValueTask<bool> MatchesAsync(ResourceCall call, Selection selection, JsonObject stored, CancellationToken cancellationToken) =>
        selection.Labels.Matches(stored.Labels)
        && (selection.Fields.IsEverything || selection.Fields.Matches(await access.ReadSharedAsync(call.Resource, stored, cancellationToken)));

    private async ValueTask<(Collection Collection, long Revision, string? After)> Snapshot(ResourceStore store, ListOptions options, CancellationToken cancellationToken)
    {
        if (options.Continue.Length > 0)
        {
            var token = ContinueToken.Decode(options.Continue);
            if (options.ResourceVersion is not ("" or "0"))
            {
                throw ApiErrors.BadRequest("specifying resource version is not allowed when using continue");
            }

            return token.Revision < 0 ? Newest(store, token.Start) : (At(store, token), token.Revision, token.Start);
        }

        if (options.ResourceVersion.Length == 0)
        {
            return Newest(store, null);
        }

        var version = ParseListVersion(options.ResourceVersion);
        await WaitForVersion(version, cancellationToken);
        var isExact = options.ResourceVersionMatch == "Exact" || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0 && options.ResourceVersion != "0");
        if (!isExact && state.StaleReads is { } stale && version <= stale.Revision)
        {
            return (stale.Of(store), stale.Revision, null);
        }

        return isExact
            ? (store.At(version) ?? throw ApiErrors.Expired("The resourceVersion for the provided list is too old."), version, null)
            : Newest(store, null);
    }

    private (Collection Collection, long Revision, string? After) Newest(ResourceStore store, string? after)
    {
        var (revision, collection) = state.Store.Read(store);
        return (collection, revision, after);
    }

    private static Collection At(ResourceStore store, ContinueToken token) => store.At(token.Revision) ?? throw ApiErrors.Expired(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.",
        (token with { Revision = -1 }).Encode());

    /// <summary>Waits a little for a version that is still to come, as a lagging cache does.</summary>
    private async Task WaitForVersion(long version, CancellationToken cancellationToken)
    {
        if (version <= state.Store.Revision)
        {
            return;
        }

        using var patience = new CancellationTokenSource(FutureVersionWait, state.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await state.Store.WaitFor(version, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            const string Message = "Too large resource version";
            throw new ApiStatusException(504, "Timeout", $"{Message}: {version}, current: {state.Store.Revision}", JsonValue.Object(
                ("causes", JsonValue.Array(JsonValue.Object(("reason", "ResourceVersionTooLarge"), ("message", Message)))), ("retryAfterSeconds", 1)));
        }
    }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">The stored objects, in order.</param>
/// <param name="Revision">The version of the list.</param>
/// <param name="Continue">Where the next page starts; empty on the last.</param>
/// <param name="Remaining">How many are left, where no selector hides it.</param>
internal sealed record ListPage(IReadOnlyList<JsonObject> Items, long Revision, string Continue, long? Remaining)
{
    /// <param name="isCustom">Lists of custom resources write an empty <c>continue</c>, built-in ones leave it out.</param>
    public JsonObject Meta(bool isCustom)
    {
        var meta = new JsonObjectBuilder();
        if (isCustom || Continue.Length > 0)
        {
            meta.Add("continue", Continue);
        }

        if (Remaining is { } remaining)
        {
            meta.Add("remainingItemCount", remaining);
        }

        return meta.Add("resourceVersion", Revision.ToString(CultureInfo.InvariantCulture)).Build();
    }
}
