using System.Text.Json;

namespace Kube.Models.Tests;

/// <summary>What is lost or made up between two JSON documents. Null, absent and empty count as the same: Go writes null for an empty list.</summary>
internal static class JsonLoss
{
    public static List<string> Find(string before, string after)
    {
        using var left = JsonDocument.Parse(before);
        using var right = JsonDocument.Parse(after);
        var faults = new List<string>();
        Compare(left.RootElement, right.RootElement, "$", faults);
        return faults;
    }

    private static void Compare(JsonElement before, JsonElement after, string path, List<string> faults)
    {
        if (IsEmpty(before) && IsEmpty(after)) return;
        if (before.ValueKind != after.ValueKind)
        {
            faults.Add($"{path}: {before} became {after}");
            return;
        }
        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in before.EnumerateObject())
                {
                    if (after.TryGetProperty(member.Name, out var kept)) Compare(member.Value, kept, $"{path}.{member.Name}", faults);
                    else if (member.Value.ValueKind != JsonValueKind.Null) faults.Add($"{path}.{member.Name}: {member.Value} was lost");
                }
                foreach (var member in after.EnumerateObject())
                {
                    if (!before.TryGetProperty(member.Name, out _) && !IsEmpty(member.Value)) faults.Add($"{path}.{member.Name}: {member.Value} was made up");
                }
                break;
            case JsonValueKind.Array:
                if (before.GetArrayLength() != after.GetArrayLength()) faults.Add($"{path}: {before.GetArrayLength()} items became {after.GetArrayLength()}");
                foreach (var (index, (x, y)) in before.EnumerateArray().Zip(after.EnumerateArray()).Index()) Compare(x, y, $"{path}[{index}]", faults);
                break;
            case JsonValueKind.Number:
                if (before.GetDouble() != after.GetDouble()) faults.Add($"{path}: {before} became {after}");
                break;
            case JsonValueKind.String:
                if (before.GetString() != after.GetString()) faults.Add($"{path}: '{before}' became '{after}'");
                break;
        }
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Number => value.GetDouble() == 0,
        JsonValueKind.False => true,
        _ => false,
    };
}
