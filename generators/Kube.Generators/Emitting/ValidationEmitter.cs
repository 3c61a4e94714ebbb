using Kube.CodeModel;
using Kube.Generators.Model;

namespace Kube.Generators.Emitting;

/// <summary>Writes the members by which a resource is checked in the process as an API server would check it.</summary>
internal static class ValidationEmitter
{
    private const string Library = "global::Kube.Validation.ResourceValidation";
    private const string Errors = "global::Kube.Validation.ValidationErrors";

    public static void Write(CodeWriter writer, ResourceSurface resource)
    {
        var type = resource.Type;
        writer.Line("/// <summary>What an API server would say of a new object, after it filled in defaults: schema and CEL rules, without a server.</summary>");
        writer.Line("/// <returns>The errors in the server's order; empty for an object that it would accept.</returns>");
        writer.Line($"public static {Errors} Validate({type} resource) => {Library}.Validate(resource);").Blank();

        writer.Line("/// <summary>What an API server would say of <paramref name=\"updated\"/> as a change of <paramref name=\"old\"/>: rules with <c>oldSelf</c> run, and errors of what did not change are forgiven.</summary>");
        writer.Line("/// <returns>The errors in the server's order; empty for a change that it would accept.</returns>");
        writer.Line($"public static {Errors} ValidateUpdate({type} old, {type} updated) => {Library}.ValidateUpdate(old, updated);").Blank();

        if (resource.StatusType is not null)
        {
            writer.Line("/// <summary>What an API server would say of <paramref name=\"updated\"/> as a change of <paramref name=\"old\"/> through <c>/status</c>.</summary>");
            writer.Line("/// <returns>The errors in the server's order; empty for a change that it would accept.</returns>");
            writer.Line($"public static {Errors} ValidateStatusUpdate({type} old, {type} updated) => {Library}.ValidateStatusUpdate(old, updated);").Blank();
        }

        writer.Line("/// <summary>This object, if an API server would accept it as a new object.</summary>");
        writer.Line("/// <exception cref=\"global::Kube.Validation.InvalidResourceException\">It would not; the message is the server's.</exception>");
        writer.Line($"public {type} EnsureValid() => {Library}.EnsureValid(this);").Blank();
    }
}
