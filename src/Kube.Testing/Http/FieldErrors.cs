using Kube.Schema.Validation;

namespace Kube.Testing.Http;

/// <summary>Errors of Kube.Schema as causes of an answer.</summary>
internal static class FieldErrors
{
    public static IEnumerable<FieldCause> ToCauses(this IEnumerable<FieldError> errors) => errors.Select(e => new FieldCause(e.Reason, e.Message, e.Path.Length == 0 ? "<nil>" : e.Path));
}
