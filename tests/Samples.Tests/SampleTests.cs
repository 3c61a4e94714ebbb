namespace Samples.Tests;

/// <summary>Each sample from end to end, as <c>dotnet run</c> runs it.</summary>
public sealed class SampleTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stamps_stamps_objects_of_a_kind_that_is_known_at_run_time()
    {
        var exitCode = await Stamps.Demonstration.RunAsync("ships", _output, Cancellation);

        Assert.True(exitCode == 0, _output.ToString());
        Assert.EndsWith(
            """
            discovered  ships.example.com/v1
            stamped     fram: generation 1, captain Nansen
            stamped     gjoa: generation 1, captain Amundsen

            """.ReplaceLineEndings("\n"),
            _output.ToString());
    }

    [Fact]
    public async Task Stamps_names_the_kinds_that_there_are_when_it_is_given_another()
    {
        Assert.Equal(1, await Stamps.Demonstration.RunAsync("boats", _output, Cancellation));
        Assert.Matches("The server has no kind 'boats'; try one of: .*ships", _output.ToString());
    }

    [Fact]
    public async Task Websites_run_two_controllers_over_three_watches()
    {
        var exitCode = await Websites.Demonstration.RunAsync(_output, Cancellation);

        Assert.True(exitCode == 0, _output.ToString());
        Assert.Equal(
            """
            beach       waits: there is no theme 'summer'
            beach       <h1 style="color:green">Beach</h1>
            garden      <h1 style="color:green">Garden</h1>
            beach       <h1 style="color:gold">Beach</h1>
            garden      <h1 style="color:gold">Garden</h1>
            summer      is the theme of 2 sites
            watches     3 for 2 controllers: configmaps, themes, websites

            """.ReplaceLineEndings("\n"),
            _output.ToString());
    }

    [Fact]
    public async Task Metrics_shows_the_names_that_dashboards_know()
    {
        var exitCode = await Metrics.Demonstration.RunAsync(serve: false, _output, Cancellation);

        var text = _output.ToString();
        Assert.True(exitCode == 0, text);
        Assert.StartsWith("/healthz: Healthy\n/readyz: Healthy\n", text);
        Assert.Matches("""(?m)^controller_runtime_reconcile_total\{.*controller="copier".*result="success".*\} [1-9]""", text);
        Assert.Matches("""(?m)^controller_runtime_reconcile_time_seconds_count\{""", text);
        Assert.Matches("""(?m)^workqueue_depth\{.*priority="low".*\} 0""", text);
        Assert.Matches("""(?m)^workqueue_adds_total\{""", text);
    }
}
