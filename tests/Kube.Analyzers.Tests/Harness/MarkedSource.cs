using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Kube.Analyzers.Tests.Harness;

/// <summary>C# source in which the expected diagnostics are marked: <c>{|KUBE001:token|}</c>.</summary>
/// <param name="Text">The source without its marks.</param>
/// <param name="Expected">Where which diagnostic is expected.</param>
public sealed record MarkedSource(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var expected = new List<(string, TextSpan)>();
        var open = new Stack<(string Id, int Start)>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (Starts(marked, i, "{|KUBE") && marked.IndexOf(':', i) is var colon && colon > 0)
            {
                open.Push((marked[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (open.Count > 0 && Starts(marked, i, "|}"))
            {
                var (id, start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }
        if (open.Count > 0)
            throw new FormatException($"The mark of {open.Peek().Id} is not closed by '|}}'.");
        return new MarkedSource(text.ToString(), [.. expected.OrderBy(e => e.Item2.Start).ThenBy(e => e.Item1, StringComparer.Ordinal)]);
    }

    private static bool Starts(string text, int index, string with) => string.CompareOrdinal(text, index, with, 0, with.Length) == 0;
}
