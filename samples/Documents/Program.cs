using System.CommandLine;
using Documents;
using Kube;
using Spectre.Console;

var kubeconfig = new Option<FileInfo?>("--kubeconfig") { Description = "Run against this cluster instead of the embedded API server." };
var serve = new Option<bool>("--serve") { Description = "Keep running until Ctrl+C, and say how to look at it with kubectl." };
var command = new RootCommand("An operator that publishes documents as config maps.") { kubeconfig, serve };
command.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        return await new Demonstration(Terminal(Console.Out, Console.IsOutputRedirected)).RunAsync(parsed.GetValue(kubeconfig)?.FullName, parsed.GetValue(serve), cancellationToken);
    }
    catch (KubeException e)
    {
        Terminal(Console.Error, Console.IsErrorRedirected).MarkupLineInterpolated($"[red]{e.Message}[/]");
        return 1;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        return 0;
    }
});
return await command.Parse(args).InvokeAsync();

// Plain text of any width where a file or another program reads it.
static IAnsiConsole Terminal(TextWriter writer, bool isRedirected)
{
    var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
    if (isRedirected)
        console.Profile.Width = 1000;
    return console;
}
