namespace Kube.Runtime.Tests;

public class ObjectTableTests
{
    private readonly ObjectTable<Widget> _table = new();

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Any_writes_leave_what_they_leave_in_a_dictionary(int seed)
    {
        var random = new Random(seed);
        var expected = new Dictionary<ObjectKey, Widget>();
        for (var step = 0; step < 20_000; step++)
        {
            var widget = Widget.Named("w" + random.Next(1 + step / 10), step);
            var key = ObjectKey.Of(widget);
            switch (random.Next(4))
            {
                case 0:
                    expected.Remove(key, out var gone);
                    Assert.Same(gone, _table.Remove(key));
                    break;
                case 1:
                    expected.TryAdd(key, widget);
                    _table.AddIfMissing(key, widget);
                    break;
                default:
                    expected[key] = widget;
                    _table.Set(key, widget);
                    break;
            }
            Assert.Same(expected.GetValueOrDefault(key), _table[key]);
            Assert.Equal(expected.Count, _table.Count);
        }

        Assert.Equal(expected.OrderBy(pair => pair.Key), _table.All().Select(slot => KeyValuePair.Create(slot.Key, slot.Value)).OrderBy(pair => pair.Key));
        Assert.All(_table.All(), slot => Assert.Same(slot.Value, _table.Find(slot.Key, slot.Hash)));
    }

    [Fact]
    public async Task Readers_find_what_stays_while_others_come_and_go()
    {
        var staying = Enumerable.Range(0, 500).Select(i => ObjectKey.Of(Widget.Named("stays" + i))).ToArray();
        foreach (var key in staying)
            _table.Set(key, Widget.Named(key.Name));
        using var done = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            do
            {
                Assert.All(staying, key => Assert.Equal(key.Name, _table[key]?.Metadata.Name));
                Assert.Equal(staying.Order(), _table.All().Select(slot => slot.Key).Where(key => key.Name.StartsWith("stays", StringComparison.Ordinal)).Order());
            }
            while (!done.IsCancellationRequested);
        });

        for (var i = 0; i < 30_000; i++)
        {
            _table.Set(ObjectKey.Of(Widget.Named("passes" + i)), Widget.Named("passes" + i));
            if (i % 3 > 0)
                _table.Remove(ObjectKey.Of(Widget.Named("passes" + i / 2)));
            _table.Set(staying[i % 500], Widget.Named(staying[i % 500].Name, i));
        }

        await done.CancelAsync();
        await reading;
    }

    /// <summary>The queue's table of keys and the store's hold them in one order, so that one worker's way through both goes forwards.</summary>
    [Fact]
    public void Keys_of_a_larger_table_are_in_the_order_of_a_smaller_one()
    {
        var hashes = Enumerable.Range(0, 1000).Select(i => new ObjectKey("default", "w" + i).GetHashCode()).OrderBy(hash => HashOrder.Bucket(hash, 1 << 20)).ToArray();

        Assert.Equal(hashes.Select(hash => HashOrder.Bucket(hash, 32)).Order(), hashes.Select(hash => HashOrder.Bucket(hash, 32)));
        Assert.Equal(32, hashes.Select(hash => HashOrder.Bucket(hash, 32)).Distinct().Count());
        Assert.Equal([0, 1], hashes.Select(hash => HashOrder.Bucket(hash, 2)).Distinct());
    }
}
