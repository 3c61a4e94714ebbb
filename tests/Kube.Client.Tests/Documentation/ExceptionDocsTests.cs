using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kube.Client.Tests.Documentation;

/// <summary>Whoever reads a method's documentation learns what it throws.</summary>
public sealed partial class ExceptionDocsTests
{
    [Fact]
    public void Every_public_call_documents_its_exceptions()
    {
        var assembly = typeof(KubeClient).Assembly;
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .GroupBy(m => Name().Match(m.Attribute("name")!.Value).Groups[1].Value)
            .ToDictionary(g => g.Key, g => g.ToList());
        var silent = new List<string>();
        foreach (var type in assembly.GetExportedTypes())
        {
            foreach (var name in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(Calls).Select(m => m.Name).Distinct())
            {
                if (!documented.TryGetValue($"{type.FullName}.{name}", out var members)) silent.Add($"{type.FullName}.{name}: no documentation");
                else silent.AddRange(members.Where(m => !Tells(m)).Select(m => m.Attribute("name")!.Value));
            }
        }
        Assert.Equal([], silent);
    }

    private static bool Calls(MethodInfo method) =>
        method.Name != nameof(IAsyncDisposable.DisposeAsync) && method.GetBaseDefinition() == method
        && (method.ReturnType.Name.StartsWith("Task", StringComparison.Ordinal) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal) || method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal));

    // <inheritdoc cref="…" path="/exception"/> takes the exceptions of another method, a bare <inheritdoc cref="…"/> all it says.
    private static bool Tells(XElement member) => member.Elements("exception").Any() || member.Elements("inheritdoc").Any(i => i.Attribute("cref") is not null && (i.Attribute("path")?.Value ?? "/exception") == "/exception");

    [GeneratedRegex("^.:([^(`]+(?:`1\\.[^(`]+)?)")]
    private static partial Regex Name();
}
