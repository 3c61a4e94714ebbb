using System.Text;

namespace Kube.Testing.Typing;

/// <summary>Reads the text tables that are embedded in this assembly.</summary>
internal static class TableFile
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(TableFile).Assembly.GetManifestResourceStream("Kube.Testing.Resources." + name)
            ?? throw new InvalidOperationException($"The assembly lacks its table {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
