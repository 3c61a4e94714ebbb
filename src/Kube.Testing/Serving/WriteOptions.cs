using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.Serving;

/// <summary>How strict a write is about what the schema does not know.</summary>
internal enum FieldValidation
{
    /// <summary>Says nothing.</summary>
    Ignore,

    /// <summary>Answers with warnings.</summary>
    Warn,

    /// <summary>Refuses.</summary>
    Strict,
}

/// <summary>The options of a write, read from its query.</summary>
internal sealed record WriteOptions
{
    public bool DryRun { get; init; }

    public string FieldManager { get; init; } = "";

    public bool Force { get; init; }

    public FieldValidation FieldValidation { get; init; } = FieldValidation.Warn;

    /// <param name="request">The request.</param>
    /// <param name="kind">The kind of options, for errors: <c>CreateOptions</c>, <c>UpdateOptions</c>, <c>PatchOptions</c>.</param>
    /// <param name="isApply">Whether the request is a server-side apply.</param>
    /// <exception cref="ApiStatusException">400 or 422: a parameter is no such thing.</exception>
    public static WriteOptions Read(ServerRequest request, string kind, bool isApply = false)
    {
        var causes = new List<FieldCause>();
        var force = Flag(request.QueryValue("force"));
        var manager = request.QueryValue("fieldManager") ?? "";
        if (kind == "PatchOptions")
        {
            if (isApply && manager.Length == 0)
            {
                causes.Add(FieldCause.Required("fieldManager", "is required for apply patch"));
            }
            else if (!isApply && force is not null)
            {
                causes.Add(FieldCause.Forbidden("force", "may not be specified for non-apply patch"));
            }
        }

        CheckManager(manager, causes);
        var dryRun = request.QueryValues("dryRun").ToList();
        if (dryRun.Any(d => d != "All"))
        {
            causes.Add(FieldCause.Unsupported("dryRun", $"[{string.Join(",", dryRun.Select(d => $"\"{d}\""))}]", "All"));
        }

        var validation = request.QueryValue("fieldValidation");
        if (validation is not (null or "" or "Ignore" or "Strict" or "Warn"))
        {
            causes.Add(FieldCause.Unsupported("fieldValidation", $"\"{validation}\"", "", "Ignore", "Strict", "Warn"));
        }

        if (causes.Count > 0)
        {
            throw ApiErrors.InvalidOptions(kind, causes);
        }

        return new()
        {
            DryRun = dryRun.Count > 0,
            Force = force ?? false,
            FieldManager = manager.Length > 0 ? manager : ManagerOf(request.Header("User-Agent") ?? ""),
            FieldValidation = validation switch { "Ignore" => FieldValidation.Ignore, "Strict" => FieldValidation.Strict, _ => FieldValidation.Warn },
        };
    }

    /// <summary>A boolean query parameter as the real server reads it: absent is none, anything but a false word is true.</summary>
    public static bool? Flag(string? text) => text switch
    {
        null => null,
        "false" or "0" or "False" or "FALSE" or "F" or "f" => false,
        _ => true,
    };

    private static void CheckManager(string manager, List<FieldCause> causes)
    {
        if (manager.Length > 128)
        {
            causes.Add(FieldCause.TooLong("fieldManager", 128));
        }

        // What cannot be printed cannot be told to people in a conflict.
        if (manager.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0)
        {
            causes.Add(FieldCause.Invalid("fieldManager", JsonValue.Of(manager), "should only contain printable characters"));
        }
    }

    /// <summary>The manager of a client that names none: its user agent up to the first slash.</summary>
    private static string ManagerOf(string userAgent)
    {
        var name = userAgent.Split('/')[0];
        return name.Length > 128 ? name[..128] : name;
    }
}
