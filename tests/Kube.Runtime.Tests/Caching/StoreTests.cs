namespace Kube.Runtime.Tests;

public class StoreTests
{
    private static readonly ObjectKey A = new("default", "a");
    private readonly Store<Widget> _store = new();

    private IReadOnlyList<StoreChange<Widget>> Set(params Widget[] widgets) => SetAt("100", widgets);

    private IReadOnlyList<StoreChange<Widget>> SetAt(string version, params Widget[] widgets)
    {
        _store.BeginSet();
        foreach (var widget in widgets)
            _store.AddToSet(widget);
        return _store.CompleteSet(version);
    }

    private static string Describe(IEnumerable<StoreChange<Widget>> changes) =>
        string.Join(", ", changes.OrderBy(c => c.Key).Select(c => $"{c.Kind} {c.Key.Name} {c.Old?.Metadata.ResourceVersion}>{c.New?.Metadata.ResourceVersion}{(c.IsInitial ? " initial" : "")}"));

    [Fact]
    public void A_set_is_not_seen_before_it_is_complete()
    {
        Set(Widget.Named("a"));
        _store.BeginSet();
        _store.AddToSet(Widget.Named("b"));

        Assert.Equal(["default/a@1"], _store.Snapshot().Select(w => w.ToString()));
    }

    [Fact]
    public void Relist_tells_what_changed_and_nothing_else()
    {
        Assert.Equal("Added a >1 initial, Added b >1 initial, Added c >1 initial", Describe(Set(Widget.Named("a"), Widget.Named("b"), Widget.Named("c"))));

        Assert.Equal("Updated b 1>2, Deleted c 1>, Added d >1", Describe(Set(Widget.Named("a"), Widget.Named("b", 2), Widget.Named("d"))));
        Assert.Equal("", Describe(Set(Widget.Named("a"), Widget.Named("b", 2), Widget.Named("d"))));
    }

    [Fact]
    public void Relist_delivers_objects_deleted_while_disconnected_with_their_last_state()
    {
        Set(Widget.Named("a", color: "red"));

        var gone = Assert.Single(Set());

        Assert.Equal((StoreChangeKind.Deleted, "red"), (gone.Kind, gone.Latest.Color));
    }

    [Fact]
    public void Relist_keeps_the_instances_of_what_did_not_change()
    {
        Set(Widget.Named("a"), Widget.Named("b"));
        var before = _store.Get(A);

        Set(Widget.Named("a"), Widget.Named("b", 2));

        Assert.Same(before, _store.Get(A));
    }

    [Fact]
    public void An_object_created_anew_under_its_name_is_told_as_recreated()
    {
        Set(Widget.Named("a", 1, uid: "first"));

        var change = Assert.Single(Set(Widget.Named("a", 1, uid: "second")));

        Assert.True(change.IsRecreated);
    }

    [Fact]
    public void A_set_that_was_begun_and_not_completed_leaves_nothing_behind()
    {
        _store.BeginSet();
        _store.AddToSet(Widget.Named("ghost"));

        Assert.Equal("Added a >1 initial", Describe(Set(Widget.Named("a"))));
    }

    [Fact]
    public void An_object_that_does_not_decode_in_a_relist_keeps_its_last_known_state()
    {
        Set(Widget.Named("a"));
        _store.BeginSet();
        _store.KeepInSet(A);
        _store.KeepInSet(new ObjectKey("default", "never-seen"));

        Assert.Empty(_store.CompleteSet("101"));
        Assert.NotNull(_store.Get(A));
        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public void A_replayed_event_changes_nothing()
    {
        Set(Widget.Named("a", 5));

        Assert.Null(_store.Apply(Widget.Named("a", 5)));
        Assert.Equal("Updated a 5>6", Describe([_store.Apply(Widget.Named("a", 6))!.Value]));
        Assert.Null(_store.Delete(new ObjectKey("default", "unknown"), null, "7"));
    }

    [Fact]
    public void The_version_moves_with_events_bookmarks_and_deletes()
    {
        var versions = new List<string?> { _store.ResourceVersion };
        SetAt("100", Widget.Named("a"));
        versions.Add(_store.ResourceVersion);
        _store.Apply(Widget.Named("a", 101));
        versions.Add(_store.ResourceVersion);
        _store.Delete(A, null, "102");
        versions.Add(_store.ResourceVersion);
        _store.Reach("150");
        versions.Add(_store.ResourceVersion);

        Assert.Equal([null, "100", "101", "102", "150"], versions);
    }

    [Theory]
    [InlineData("5", true)]
    [InlineData("4", true)]
    [InlineData("6", true)]
    [InlineData("99", true)]
    [InlineData("101", false)]
    [InlineData("opaque", false)]
    [InlineData(null, true)]
    public void It_is_known_which_writes_were_seen(string? version, bool isSeen)
    {
        SetAt("100", Widget.Named("a", 5));

        Assert.Equal(isSeen, _store.HasSeen(A, version));
    }

    [Fact]
    public void Versions_compare_as_numbers()
    {
        Assert.True(ResourceVersions.HasReached("10", "9"));
        Assert.False(ResourceVersions.HasReached("9", "10"));
        Assert.True(ResourceVersions.HasReached("18446744073709551617", "18446744073709551616"));
        Assert.Null(ResourceVersions.HasReached("a", "1"));
        Assert.Null(ResourceVersions.HasReached("01", "1"));
        Assert.Null(ResourceVersions.HasReached(null, "1"));
    }

    [Fact]
    public async Task Readiness_can_be_awaited_with_a_limit()
    {
        var time = new VirtualTimeProvider();
        var wait = _store.WaitUntilReadyAsync(TimeSpan.FromSeconds(5), time);
        time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<TimeoutException>(() => wait);

        Set();
        await _store.WaitUntilReadyAsync(TimeSpan.Zero);
        Assert.True(_store.IsReady);
    }

    [Fact]
    public void Indexes_follow_every_change()
    {
        var byColor = _store.AddIndex<string>("color", w => w.Color.Split('+', StringSplitOptions.RemoveEmptyEntries));
        Set(Widget.Named("a", color: "red"), Widget.Named("b", color: "red+blue"));
        Assert.Equal("a b|b|", Names("red") + "|" + Names("blue") + "|" + Names("green"));

        _store.Apply(Widget.Named("b", 2, color: "blue+green"));
        Assert.Equal("a|b|b", Names("red") + "|" + Names("blue") + "|" + Names("green"));

        _store.Delete(new ObjectKey("default", "b"), null, "3");
        Assert.Equal("a||", Names("red") + "|" + Names("blue") + "|" + Names("green"));

        Set(Widget.Named("c", color: "green"));
        Assert.Equal("||c", Names("red") + "|" + Names("blue") + "|" + Names("green"));
        Assert.Equal(["green"], byColor.Values);

        string Names(string color) => string.Join(' ', byColor[color].Select(w => w.Metadata.Name).Order());
    }

    [Fact]
    public void An_index_is_never_behind_what_the_store_has_seen()
    {
        SetAt("1");
        var seen = new List<string>();
        _store.AddIndex<string>("probe", widget =>
        {
            // Asked while the change is made: the store must not claim yet what the index does not show.
            if (_store.HasSeen(ObjectKey.Of(widget), widget.Metadata.ResourceVersion))
                seen.Add(widget.Color);
            return [widget.Color];
        });

        _store.Apply(Widget.Named("a", version: 5, color: "red"));
        Assert.Empty(seen);
        // To take it out of its old place the index asks for the old state, which was seen.
        _store.Apply(Widget.Named("a", version: 6, color: "blue"));
        Assert.Equal(["red"], seen);
        Assert.True(_store.HasSeen(new ObjectKey("default", "a"), "6"));
    }

    [Fact]
    public void Buckets_of_any_size_agree_with_a_search()
    {
        var random = new Random(7);
        var byColor = _store.AddIndex<string>("color", w => [w.Color]);
        for (var step = 1; step < 20_000; step++)
        {
            var name = "w" + random.Next(120);
            if (random.Next(3) == 0)
                _store.Delete(new ObjectKey("default", name), null, step.ToString());
            else
                _store.Apply(Widget.Named(name, step, color: random.Next(10) < 7 ? "common" : "rare" + random.Next(8)));
            if (step % 500 == 0)
            {
                foreach (var color in _store.Objects.Select(w => w.Color).Append("none").Distinct())
                    Assert.Equal(_store.Objects.Where(w => w.Color == color).Select(w => w.ToString()).Order(), byColor[color].Select(w => w.ToString()).Order());
            }
        }
    }

    [Fact]
    public void An_index_added_late_knows_everything_and_names_are_unique()
    {
        Set(Widget.Named("a", ns: "one"), Widget.Named("a", ns: "two"));

        Assert.Equal(["two/a@1"], _store.AddNamespaceIndex()["two"].Select(w => w.ToString()));
        Assert.Contains("already has an index named 'namespace'", Assert.Throws<ArgumentException>(() => _store.AddNamespaceIndex()).Message);
    }

    [Fact]
    public async Task Readers_see_whole_sets_while_sets_are_swapped()
    {
        Widget[] Version(int version) => [.. Enumerable.Range(0, 50).Select(i => Widget.Named("w" + i, version))];
        Set(Version(1));
        var isDone = false;
        var reader = Task.Run(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                var versions = _store.Snapshot().Select(w => w.Metadata.ResourceVersion).Distinct().ToArray();
                if (versions.Length != 1)
                    return string.Join(' ', versions);
            }
            return null;
        });
        for (var version = 2; version < 500; version++)
            Set(Version(version));
        Volatile.Write(ref isDone, true);

        Assert.Null(await reader);
    }
}
