using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Patching.Apply;

namespace Kube.Testing.Serving;

/// <summary>What reading a client's object found to complain of.</summary>
internal sealed class DecodeReport
{
    /// <summary>Such as <c>unknown field "spec.x"</c> and <c>duplicate field "spec"</c>: warnings, or errors where the client asks for strictness.</summary>
    public List<string> Strict { get; } = [];

    /// <summary>What the refusal of a patch shows of it: strict decoding is told of the whole.</summary>
    public Func<string>? Patch { get; init; }

    /// <summary>The answer to an object that cannot be read as its kind: 400, or 422 where a patch made it so.</summary>
    public ApiStatusException Refusal(string kind, string apiVersion, string problem) => Patch is null
        ? ApiErrors.BadRequest($"{kind} in version \"{apiVersion.Split('/')[^1]}\" cannot be handled as a {kind}: {problem}")
        : ApiErrors.Invalid("", "", "", [FieldCause.Invalid("patch", Patch(), problem)]);
}

/// <summary>How objects of a kind are read, prepared and judged.</summary>
internal abstract class ObjectStrategy
{
    /// <summary>Whether an update needs no resource version.</summary>
    public virtual bool AllowsUnconditionalUpdate => false;

    /// <summary>Whether a PUT of a missing object creates it.</summary>
    public virtual bool AllowsCreateOnUpdate => false;

    /// <summary>Whether a deletion at once answers with the object instead of a Status.</summary>
    public virtual bool ReturnsDeletedObject => false;

    /// <summary>An object of the kind without any field set; built-in kinds write some structures even then.</summary>
    public virtual JsonObject Zero => JsonObject.Empty;

    /// <summary>The object as the server understands it: unknown fields dropped (and reported), defaults filled.</summary>
    /// <exception cref="ApiStatusException">A field has a type it cannot have.</exception>
    public abstract JsonObject Decode(JsonObject value, DecodeReport report);

    /// <summary>The object with defaults; its nulls stay.</summary>
    public virtual JsonObject FillDefaults(JsonObject value) => value;

    public virtual JsonObject PrepareForCreate(JsonObject value) => value;

    /// <summary>The new object as it may become: what this endpoint must not change is taken from the old one.</summary>
    public abstract JsonObject PrepareForUpdate(JsonObject value, JsonObject old, string subresource);

    public abstract IReadOnlyList<FieldCause> ValidateCreate(JsonObject value);

    public abstract IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old, string subresource, List<string> warnings);

    /// <summary>What to warn of in an object that is accepted; the old one is none on create.</summary>
    public virtual IReadOnlyList<string> Warnings(JsonObject value, JsonObject? old) => [];

    /// <summary>The fields an endpoint resets, so that nobody owns them through it.</summary>
    public virtual FieldSet ResetFields(string subresource) => FieldSet.Empty;
}
