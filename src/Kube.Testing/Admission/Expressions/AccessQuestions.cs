using Kube.Cel;
using Kube.Testing.Auth;

namespace Kube.Testing.Admission.Expressions;

/// <summary>The <c>authorizer</c> of expressions: asks the server's own about who makes the request, or about a service account.</summary>
internal sealed class AccessQuestions(Authorizer authorizer, AdmissionAttributes write)
{
    public CelValue Authorizer => CelAuthorizer.Of(Ask);

    /// <summary>The check for the resource of the request, its verb still to be said.</summary>
    public CelValue RequestResource => CelAuthorizer.Of(Ask, new()
    {
        Group = write.Call.Group,
        Resource = write.Call.Plural,
        Subresource = write.Subresource,
        Namespace = write.Namespace,
        Name = write.Name,
    });

    private (bool Allowed, string Reason) Ask(CelAccessRequest request)
    {
        var user = request.User is { } account ? ServiceAccount(account) : write.Call.User;
        var access = request.Path.Length > 0
            ? AccessAttributes.OfPath(request.Verb, request.Path)
            : new(request.Verb, request.Group, request.Resource, request.Subresource, request.Namespace, request.Name, "");
        return (authorizer.Allows(user, access), "");
    }

    private static User ServiceAccount(string name) =>
        new(name, ["system:serviceaccounts", $"system:serviceaccounts:{name.Split(':')[2]}", User.Authenticated]);
}
