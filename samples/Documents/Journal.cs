using Spectre.Console;

namespace Documents;

/// <summary>Tells what happens as it happens.</summary>
public interface IJournal
{
    /// <summary>Something happened to a document.</summary>
    void Happened(string document, string what);

    /// <summary>Something was refused.</summary>
    void Refused(string document, string why);
}

/// <summary>Prints each happening as a line.</summary>
public sealed class ConsoleJournal(IAnsiConsole console, TimeProvider time) : IJournal
{
    public void Happened(string document, string what) => Print(document, "green", what);

    public void Refused(string document, string why) => Print(document, "red", why);

    private void Print(string document, string colour, string text) =>
        console.MarkupLineInterpolated($"[grey]{time.GetLocalNow():HH:mm:ss.fff}[/] [bold]{document,-10}[/] [{colour}]{text}[/]");
}
