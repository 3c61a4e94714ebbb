using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.Patching.Apply;

/// <summary>Fields that an apply would take from other managers.</summary>
internal sealed class ApplyConflictException(IReadOnlyList<(FieldOwner Owner, OwnedFields Held, FieldSet Fields)> conflicts) : Exception("apply conflicts")
{
    /// <summary>All fields in conflict.</summary>
    public FieldSet Fields => conflicts.Aggregate(FieldSet.Empty, (all, c) => all.Union(c.Fields));

    /// <summary>These conflicts without <paramref name="allowed"/>.</summary>
    public ApplyConflictException Except(FieldSet allowed) =>
        new([.. conflicts.Select(c => (c.Owner, c.Held, c.Fields.Difference(allowed))).Where(c => !c.Item3.IsEmpty)]);

    public ApiStatusException ToStatus()
    {
        var causes = new List<JsonValue>();
        var lines = new List<string>();
        foreach (var (owner, held, fields) in conflicts.OrderBy(c => Text(c.Owner, c.Held), StringComparer.Ordinal))
        {
            var who = Text(owner, held);
            foreach (var path in fields.Paths())
            {
                var field = PathElement.Display(path);
                causes.Add(JsonValue.Object(("reason", "FieldManagerConflict"), ("message", $"conflict with {who}"), ("field", field)));
                lines.Add($"{who}\n{field}");
            }
        }

        var message = causes.Count == 1
            ? $"Apply failed with 1 conflict: conflict with {lines[0].Replace("\n", ": ", StringComparison.Ordinal)}"
            : $"Apply failed with {causes.Count} conflicts: {Grouped(lines)}";
        return new(409, "Conflict", message, JsonValue.Object(("causes", JsonArray.From(causes))));
    }

    private static string Grouped(List<string> lines) => string.Join(
        "\n",
        lines.Select(l => l.Split('\n')).GroupBy(l => l[0]).Select(g => $"conflicts with {g.Key}:\n{string.Join("\n", g.Select(l => "- " + l[1]))}"));

    private static string Text(FieldOwner owner, OwnedFields held)
    {
        var text = $"\"{owner.Name}\"";
        if (owner.Subresource.Length > 0)
        {
            text += $" with subresource \"{owner.Subresource}\"";
        }

        return owner.IsApply ? text : $"{text} using {(owner.Subresource == "scale" ? "autoscaling/v1" : held.ApiVersion)}";
    }
}
