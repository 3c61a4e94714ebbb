namespace Kube.Core.Tests;

public class ConditionTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 2, 2, 0, 0, 0, TimeSpan.Zero);

    private static Condition Make(string type, string status, DateTimeOffset at, string reason = "R") =>
        new() { Type = type, Status = status, LastTransitionTime = at, Reason = reason, Message = "" };

    [Fact]
    public void A_new_condition_goes_to_the_end()
    {
        IReadOnlyList<Condition> list = [Make("A", "True", Then)];
        Assert.Equal([Make("A", "True", Then), Make("B", "False", Now)], list.With(Make("B", "False", Now)));
        Assert.Equal([Make("B", "False", Now)], ((IReadOnlyList<Condition>?)null).With(Make("B", "False", Now)));
    }

    [Fact]
    public void The_transition_time_stays_while_the_status_does()
    {
        IReadOnlyList<Condition> list = [Make("A", "True", Then), Make("B", "True", Then)];
        Assert.Equal([Make("A", "True", Then, "New"), Make("B", "True", Then)], list.With(Make("A", "True", Now, "New")));
        Assert.Equal([Make("A", "False", Now), Make("B", "True", Then)], list.With(Make("A", "False", Now)));
    }

    [Fact]
    public void Saying_what_is_known_already_changes_nothing()
    {
        IReadOnlyList<Condition> list = [Make("A", "True", Then)];
        Assert.Same(list, list.With(Make("A", "True", Now)));
    }

    [Fact]
    public void Conditions_are_found_and_removed_by_type()
    {
        IReadOnlyList<Condition> list = [Make("A", "True", Then), Make("B", "Unknown", Then)];
        Assert.True(list.IsTrue("A"));
        Assert.False(list.IsTrue("B"));
        Assert.False(list.IsTrue("C"));
        Assert.Equal([Make("B", "Unknown", Then)], list.Without("A"));
        Assert.Same(list, list.Without("C"));
    }
}
