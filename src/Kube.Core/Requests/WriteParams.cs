namespace Kube;

/// <summary>What the server does with unknown and duplicate fields in what is sent (KEP-2885).</summary>
public enum FieldValidation
{
    /// <summary>Drops them silently.</summary>
    Ignore,
    /// <summary>Drops them and answers with warnings; the server's default.</summary>
    Warn,
    /// <summary>Refuses the request.</summary>
    Strict,
}

/// <summary>What a create may ask for.</summary>
public sealed record CreateParams
{
    /// <summary>Runs everything but the write.</summary>
    public bool DryRun { get; init; }

    /// <summary>Who writes: at most 128 printable bytes. Unset, the server takes the part of the user agent before the slash.</summary>
    public string? FieldManager { get; init; }

    /// <summary>What happens to unknown and duplicate fields.</summary>
    public FieldValidation? FieldValidation { get; init; }

    internal static CreateParams Default { get; } = new();

    internal string ToQuery() => WriteQuery.Build(DryRun, FieldManager, FieldValidation, nameof(CreateParams)).ToString();
}

/// <summary>What a replace may ask for.</summary>
public sealed record ReplaceParams
{
    /// <inheritdoc cref="CreateParams.DryRun"/>
    public bool DryRun { get; init; }

    /// <inheritdoc cref="CreateParams.FieldManager"/>
    public string? FieldManager { get; init; }

    /// <inheritdoc cref="CreateParams.FieldValidation"/>
    public FieldValidation? FieldValidation { get; init; }

    internal static ReplaceParams Default { get; } = new();

    internal string ToQuery() => WriteQuery.Build(DryRun, FieldManager, FieldValidation, nameof(ReplaceParams)).ToString();
}

/// <summary>What a patch may ask for.</summary>
public sealed record PatchParams
{
    /// <inheritdoc cref="CreateParams.DryRun"/>
    public bool DryRun { get; init; }

    /// <summary>Who writes: at most 128 printable bytes. An apply patch must name its manager.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Takes over fields that another manager owns, instead of a 409. Only for an apply patch.</summary>
    public bool Force { get; init; }

    /// <inheritdoc cref="CreateParams.FieldValidation"/>
    public FieldValidation? FieldValidation { get; init; }

    internal static PatchParams Default { get; } = new();

    /// <exception cref="ArgumentException">The server would refuse the combination for this kind of patch.</exception>
    internal string ToQuery(Patch patch)
    {
        Check.Require(!Force || patch.IsApply, "PatchParams.Force", $"is for apply patches only, not for {patch.ContentType}");
        Check.Require(!patch.IsApply || FieldManager is not null, "PatchParams.FieldManager", "must name the manager of an apply patch");
        return WriteQuery.Build(DryRun, FieldManager, FieldValidation, nameof(PatchParams)).AddTrue("force", Force).ToString();
    }
}

/// <summary>What a server-side apply asks for.</summary>
/// <param name="FieldManager">Who applies: at most 128 printable bytes. Fields this manager applied before and leaves out now are removed.</param>
/// <param name="Force">Takes over fields that another manager owns, instead of a 409. Right for controllers.</param>
public sealed record ApplyParams(string FieldManager, bool Force = false)
{
    /// <inheritdoc cref="CreateParams.DryRun"/>
    public bool DryRun { get; init; }

    /// <inheritdoc cref="CreateParams.FieldValidation"/>
    public FieldValidation? FieldValidation { get; init; }

    /// <summary>The same, as parameters of a patch.</summary>
    public PatchParams ToPatchParams() => new() { FieldManager = FieldManager, Force = Force, DryRun = DryRun, FieldValidation = FieldValidation };
}

internal static class WriteQuery
{
    public static QueryBuilder Build(bool dryRun, string? fieldManager, FieldValidation? validation, string owner) => new QueryBuilder()
        .Add("dryRun", dryRun ? "All" : null)
        .Add("fieldManager", Check.FieldManager(fieldManager, owner + ".FieldManager"))
        .Add("fieldValidation", validation?.ToString());
}
