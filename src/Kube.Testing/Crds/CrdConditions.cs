using Kube.Schema.Json;
using Kube.Testing.Objects;

namespace Kube.Testing.Crds;

/// <summary>The conditions and accepted names of a definition: which names it gets beside the others of its group, and whether it is served.</summary>
internal static class CrdConditions
{
    private const string NoConflicts = "NoConflicts";
    private const string Installing = "Installing";
    private const string InitialNames = "the initial names have been accepted";

    public static bool IsTrue(JsonObject crd, string type) => Find(crd, type)?.GetString("status") == "True";

    /// <summary>Whether the names are accepted and only establishing is left.</summary>
    public static bool IsInstalling(JsonObject crd) => Find(crd, "Established") is { } condition && condition.GetString("status") == "False" && condition.GetString("reason") == Installing;

    /// <summary>The definition with status settled.</summary>
    /// <param name="crd">The definition.</param>
    /// <param name="others">All others of its group.</param>
    /// <param name="now">The time of transitions.</param>
    public static JsonObject Settle(JsonObject crd, IEnumerable<JsonObject> others, string now)
    {
        var names = crd.At("spec", "names") as JsonObject ?? JsonObject.Empty;
        var before = crd.At("status", "acceptedNames") as JsonObject ?? JsonObject.Empty;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var takenKinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var accepted in others.Select(o => o.At("status", "acceptedNames")).OfType<JsonObject>())
        {
            taken.UnionWith(Texts(accepted["plural"]).Concat(Texts(accepted["singular"])).Concat(Texts(accepted["shortNames"])));
            takenKinds.UnionWith(Texts(accepted["kind"]).Concat(Texts(accepted["listKind"])));
        }

        var result = new JsonObjectBuilder();
        (string Reason, string Message)? conflict = null;
        Take("plural", taken, "PluralConflict");
        Take("singular", taken, "SingularConflict");
        Take("shortNames", taken, "ShortNamesConflict");
        Take("kind", takenKinds, "KindConflict");
        Take("listKind", takenKinds, "ListKindConflict");
        if (names["categories"] is { } categories)
        {
            result["categories"] = categories;
        }

        result["plural"] ??= "";
        result["kind"] ??= "";
        crd = crd.WithAt(result.Build(), "status", "acceptedNames");
        crd = conflict is { } found
            ? With(crd, "NamesAccepted", "False", found.Reason, found.Message, now)
            : With(crd, "NamesAccepted", "True", NoConflicts, "no conflicts found", now);
        if (conflict is null && !IsTrue(crd, "Established"))
        {
            // Two steps, as the real server's two controllers take them.
            crd = IsInstalling(crd)
                ? With(crd, "Established", "True", "InitialNamesAccepted", InitialNames, now)
                : With(crd, "Established", "False", Installing, InitialNames, now);
        }
        else if (Find(crd, "Established") is null)
        {
            crd = With(crd, "Established", "False", "NotAccepted", "not all names are accepted", now);
        }

        return crd;

        void Take(string field, HashSet<string> used, string reason)
        {
            var wanted = names[field];
            var clash = Texts(wanted).Where(used.Contains).ToList();
            if (clash.Count == 0)
            {
                if (wanted is not null)
                {
                    result[field] = wanted;
                }

                return;
            }

            conflict = (reason, string.Join(", ", clash.Select(c => $"\"{c}\" is already in use")));
            if (before[field] is { } kept && Texts(kept).Any(t => t.Length > 0))
            {
                result[field] = kept;
            }
        }
    }

    /// <summary>The definition with one condition set; its transition time moves only when its status does.</summary>
    public static JsonObject With(JsonObject crd, string type, string status, string reason, string message, string now)
    {
        var conditions = crd.At("status", "conditions") as JsonArray ?? JsonArray.Empty;
        var old = Find(crd, type);
        var since = old?.GetString("status") == status ? old.GetString("lastTransitionTime")! : now;
        var condition = JsonValue.Object(("type", type), ("status", status), ("lastTransitionTime", since), ("reason", reason), ("message", message));
        var list = old is null
            ? conditions.Add(condition)
            : JsonArray.From(conditions.Select(c => ReferenceEquals(c, old) ? condition : c));
        return crd.WithAt(list, "status", "conditions");
    }

    private static JsonObject? Find(JsonObject crd, string type) =>
        (crd.At("status", "conditions") as JsonArray ?? JsonArray.Empty).OfType<JsonObject>().FirstOrDefault(c => c.GetString("type") == type);

    private static IEnumerable<string> Texts(JsonValue? value) => value switch
    {
        JsonString text => [text.Value],
        JsonArray list => list.OfType<JsonString>().Select(t => t.Value),
        _ => [],
    };
}
