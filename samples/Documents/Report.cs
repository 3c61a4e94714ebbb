using Kube;
using Spectre.Console;

namespace Documents;

/// <summary>The closing table.</summary>
internal static class Report
{
    public static Table Table(IEnumerable<Outcome> outcomes)
    {
        var table = new Table().RoundedBorder().Title("Documents");
        table.AddColumns("Name", "Title", "Format", "Replicas", "What became of it");
        foreach (var outcome in outcomes)
        {
            if (outcome.Document is { } document)
            {
                var published = document.Status?.Conditions.Find("Published");
                table.AddRow(
                    Markup.Escape(outcome.Name), Markup.Escape(document.Spec.Title), document.Spec.Format.ToString(),
                    (document.Status?.Replicas ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    published is { IsTrue: true } ? $"[green]published[/]: {Markup.Escape(published.Message)}" : "[yellow]not published[/]");
            }
            else
            {
                var causes = outcome.Refusal!.Causes.Count > 0 ? outcome.Refusal.Causes.Select(cause => $"{cause.Field}: {cause.Message}") : [outcome.Refusal.Message];
                table.AddRow(Markup.Escape(outcome.Name), "", "", "", $"[red]refused[/]: {Markup.Escape(string.Join("\n", causes))}");
            }
        }
        return table;
    }
}
