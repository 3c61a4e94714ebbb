using System.Reflection;

namespace Kube.Conformance.Cel;

/// <summary>The reviewed list of cases that we do not follow, each with its reason: <c>deviations.txt</c> beside this file.</summary>
internal static class Deviations
{
    private static readonly Lazy<Dictionary<string, string>> Reasons = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Cel.deviations.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(" | ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
    });

    /// <summary>Fails when a case that is not listed deviates, and when a listed one does not any more.</summary>
    public static void Check(string suite, string name, string? failure)
    {
        if (Reasons.Value.TryGetValue($"{suite}/{name}", out var reason))
        {
            Assert.True(failure is not null, $"'{suite}/{name}' is on the list of deviations ({reason}) but gives what is expected: take it off the list.");
            return;
        }

        Assert.True(failure is null, failure);
    }
}
