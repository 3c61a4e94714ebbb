namespace Kube.Runtime.Tests;

public class ShardViewTests
{
    private static readonly ObjectKey[] Keys = [.. Enumerable.Range(0, 20_000).Select(i => new ObjectKey(i % 3 == 0 ? null : "ns-" + i % 7, "object-" + i))];

    [Fact]
    public void Keys_spread_evenly()
    {
        var view = new ShardView(["pod-0", "pod-1", "pod-2", "pod-3", "pod-4"]);

        var counts = Keys.CountBy(key => view.OwnerOf(key)!).ToDictionary();

        Assert.Equal(5, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, Keys.Length / 5 * 0.93, Keys.Length / 5 * 1.07));
    }

    [Fact]
    public void A_new_member_takes_its_share_and_nothing_else_moves()
    {
        var before = new ShardView(["a", "b", "c"]);
        var after = new ShardView(["d", "c", "b", "a"]);

        var moved = Keys.Where(key => before.OwnerOf(key) != after.OwnerOf(key)).ToArray();

        Assert.All(moved, key => Assert.Equal("d", after.OwnerOf(key)));
        Assert.InRange(moved.Length, Keys.Length / 4 * 0.93, Keys.Length / 4 * 1.07);
    }

    [Fact]
    public void Only_one_of_two_that_see_each_other_owns_a_key()
    {
        // Whatever else they see: the claim on which no two own a key at once.
        var (left, right) = (new ShardView(["a", "b", "x", "y"]), new ShardView(["a", "b", "z"]));

        Assert.DoesNotContain(Keys, key => left.OwnerOf(key) == "a" && right.OwnerOf(key) == "b");
        Assert.DoesNotContain(Keys, key => left.OwnerOf(key) == "b" && right.OwnerOf(key) == "a");
    }

    [Fact]
    public void Scores_are_those_of_every_release()
    {
        var view = new ShardView(["documents-0", "documents-1", "documents-2"]);

        var owners = string.Concat(Enumerable.Range(0, 24).Select(i => view.OwnerOf(new ObjectKey("default", "name-" + i))![^1]));

        Assert.Equal("110011212020121001210210", owners);
    }

    [Fact]
    public void Nobody_owns_what_nobody_is_there_for() => Assert.Null(ShardView.Empty.OwnerOf(new ObjectKey("default", "a")));
}
