using Spectre.Console;

namespace Documents.Tests;

public sealed class DemonstrationTests
{
    [Fact]
    public async Task Valid_documents_are_published_the_invalid_one_is_refused_and_the_run_goes_on()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;

        var exitCode = await new Demonstration(console).RunAsync(kubeconfig: null, serve: false, TestContext.Current.CancellationToken);

        var text = output.ToString();
        Assert.True(exitCode == 0, text);
        Assert.Contains("Installed   documents.example.com/v1", text);
        Assert.Contains("spec.replicas: Invalid value: 50", text);
        Assert.Contains("spec.title: Required value", text);
        Assert.Matches("welcome .*2 .*published: 2 copies carry the text", text);
        Assert.Matches("recipe .*3 .*published: 3 copies carry the text", text);
        Assert.Matches("page .*1 .*published: 1 copy carries the text", text);
        Assert.Matches("invalid .*refused", text);
        Assert.Matches("Leader +[a-zA-Z0-9_.-]+_[0-9a-f]{32}", text);
        Assert.Matches("page +withdrawn", text);
    }
}
