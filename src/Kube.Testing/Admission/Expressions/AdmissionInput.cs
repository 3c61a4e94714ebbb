using Kube.Cel;
using Kube.Schema.Json;

namespace Kube.Testing.Admission.Expressions;

/// <summary>The values of one evaluation.</summary>
/// <param name="Value">The new object; null for a deletion.</param>
/// <param name="Old">The stored object; null for a creation.</param>
/// <param name="Request">The request without its objects.</param>
internal sealed record AdmissionInput(JsonObject? Value, JsonObject? Old, JsonObject Request)
{
    /// <summary>The namespace of a namespaced object, of those parts that expressions may see.</summary>
    public JsonObject? Namespace { get; init; }

    /// <summary>The parameters of a policy's binding.</summary>
    public JsonObject? Params { get; init; }

    /// <summary>Answers what expressions ask about rights.</summary>
    public required AccessQuestions Access { get; init; }

    /// <summary>The composed variables of a policy.</summary>
    public CelValue? Variables { get; init; }

    /// <summary>The values as variables of an environment.</summary>
    public CelVariables In(CelEnvironment environment, bool hasParams)
    {
        var values = environment.NewVariables()
            .Set(AdmissionEnvironment.Object, JsonCel.Of(Value))
            .Set(AdmissionEnvironment.OldObject, JsonCel.Of(Old))
            .Set(AdmissionEnvironment.Request, JsonCel.Of(Request))
            .Set(AdmissionEnvironment.NamespaceObject, JsonCel.Of(Namespace))
            .Set(AdmissionEnvironment.Authorizer, Access.Authorizer)
            .Set(AdmissionEnvironment.RequestResource, Access.RequestResource);
        if (hasParams)
        {
            values.Set(AdmissionEnvironment.Params, JsonCel.Of(Params));
        }

        return Variables is { } variables ? values.Set(AdmissionEnvironment.Variables, variables) : values;
    }
}
