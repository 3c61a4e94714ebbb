using System.Globalization;
using Kube.Testing.Http;

namespace Kube.Testing.Serving;

/// <summary>The options of a list or watch, read from its query.</summary>
internal sealed record ListOptions
{
    private const string Match = "resourceVersionMatch";

    public string LabelSelector { get; init; } = "";

    public string FieldSelector { get; init; } = "";

    public long Limit { get; init; }

    public string Continue { get; init; } = "";

    /// <summary>Empty where the client named none.</summary>
    public string ResourceVersion { get; init; } = "";

    public string ResourceVersionMatch { get; init; } = "";

    public bool? SendInitialEvents { get; init; }

    public bool AllowWatchBookmarks { get; init; }

    public long? TimeoutSeconds { get; init; }

    /// <exception cref="ApiStatusException">400 or 422: a parameter is no such thing, or does not go with another.</exception>
    public static ListOptions Read(ServerRequest request, bool isWatch)
    {
        var options = new ListOptions
        {
            LabelSelector = request.QueryValue("labelSelector") ?? "",
            FieldSelector = request.QueryValue("fieldSelector") ?? "",
            Limit = Number(request.QueryValue("limit")) ?? 0,
            Continue = request.QueryValue("continue") ?? "",
            ResourceVersion = request.QueryValue("resourceVersion") ?? "",
            ResourceVersionMatch = request.QueryValue(Match) ?? "",
            SendInitialEvents = WriteOptions.Flag(request.QueryValue("sendInitialEvents")),
            AllowWatchBookmarks = WriteOptions.Flag(request.QueryValue("allowWatchBookmarks")) ?? false,
            TimeoutSeconds = Number(request.QueryValue("timeoutSeconds")),
        };
        var causes = (isWatch ? options.WatchProblems() : options.ListProblems()).ToList();
        return causes.Count == 0 ? options : throw ApiErrors.InvalidOptions("ListOptions", causes);
    }

    private static long? Number(string? text) => text is null or ""
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiErrors.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");

    private IEnumerable<FieldCause> WatchProblems()
    {
        if (SendInitialEvents is not null && ResourceVersionMatch != "NotOlderThan")
        {
            yield return FieldCause.Forbidden(Match, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        if (ResourceVersionMatch.Length > 0)
        {
            if (SendInitialEvents is null)
            {
                yield return FieldCause.Forbidden(Match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            }

            if (ResourceVersionMatch != "NotOlderThan")
            {
                yield return FieldCause.Unsupported(Match, $"\"{ResourceVersionMatch}\"", "NotOlderThan");
            }
        }

        if (Continue.Length > 0)
        {
            yield return FieldCause.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
        }
    }

    private IEnumerable<FieldCause> ListProblems()
    {
        if (SendInitialEvents is not null)
        {
            yield return FieldCause.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
        }

        if (ResourceVersionMatch.Length == 0)
        {
            yield break;
        }

        if (ResourceVersion.Length == 0)
        {
            yield return FieldCause.Forbidden(Match, "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (Continue.Length > 0)
        {
            yield return FieldCause.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
        }

        if (ResourceVersionMatch is not ("Exact" or "NotOlderThan"))
        {
            yield return FieldCause.Unsupported(Match, $"\"{ResourceVersionMatch}\"", "Exact", "NotOlderThan", "");
        }
        else if (ResourceVersionMatch == "Exact" && ResourceVersion == "0")
        {
            yield return FieldCause.Forbidden(Match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
    }
}
