using Kube.Cel;

namespace Kube.Testing.Admission.Expressions;

/// <summary>What admission expressions may refer to: <c>object</c>, <c>oldObject</c>, <c>request</c>, <c>namespaceObject</c>, <c>authorizer</c>, and <c>params</c> where a policy has some.</summary>
/// <remarks>Objects are of any shape; the request and the namespace have declared fields, so that a wrong name is found when the expression is written (KEP-3488).</remarks>
internal static class AdmissionEnvironment
{
    public const string Object = "object";
    public const string OldObject = "oldObject";
    public const string Request = "request";
    public const string NamespaceObject = "namespaceObject";
    public const string Params = "params";
    public const string Variables = "variables";
    public const string Authorizer = "authorizer";
    public const string RequestResource = "authorizer.requestResource";

    private static readonly CelType Texts = CelType.List(CelType.String);
    private static readonly CelType Labels = CelType.Map(CelType.String, CelType.String);

    private static readonly CelEnvironment Base = CelEnvironment.ForVersion(ServerVersion);

    private static readonly CelEnvironment WithParams = Declare(Base.Declare(Params, CelType.Dyn));
    private static readonly CelEnvironment WithoutParams = Declare(Base);

    /// <summary>The version of Kubernetes that the server speaks.</summary>
    public static KubernetesVersion ServerVersion => new(1, 36);

    public static CelEnvironment Get(bool hasParams) => hasParams ? WithParams : WithoutParams;

    /// <summary>The environment with composed variables of these types.</summary>
    public static CelEnvironment WithVariables(CelEnvironment environment, IEnumerable<KeyValuePair<string, CelType>> variables) =>
        environment.Declare(Variables, CelType.Object("kubernetes.variables", variables.Select(v => new CelField(v.Key, v.Key, v.Value))));

    private static CelEnvironment Declare(CelEnvironment environment) => environment
        .Declare(Object, CelType.Dyn)
        .Declare(OldObject, CelType.Dyn)
        .Declare(Request, RequestType())
        .Declare(NamespaceObject, NamespaceType())
        .Declare(Authorizer, CelAuthorizer.Authorizer)
        .Declare(RequestResource, CelAuthorizer.ResourceCheck);

    private static CelType RequestType()
    {
        var kind = Struct("kubernetes.GroupVersionKind", ("group", CelType.String), ("version", CelType.String), ("kind", CelType.String));
        var resource = Struct("kubernetes.GroupVersionResource", ("group", CelType.String), ("version", CelType.String), ("resource", CelType.String));
        var user = Struct(
            "kubernetes.UserInfo",
            ("username", CelType.String),
            ("uid", CelType.String),
            ("groups", Texts),
            ("extra", CelType.Map(CelType.String, Texts)));
        return Struct(
            "kubernetes.AdmissionRequest",
            ("kind", kind),
            ("resource", resource),
            ("subResource", CelType.String),
            ("requestKind", kind),
            ("requestResource", resource),
            ("requestSubResource", CelType.String),
            ("name", CelType.String),
            ("namespace", CelType.String),
            ("operation", CelType.String),
            ("userInfo", user),
            ("dryRun", CelType.Bool),
            ("options", CelType.Dyn));
    }

    private static CelType NamespaceType() => Struct(
        "kubernetes.Namespace",
        ("metadata", Struct(
            "kubernetes.NamespaceMetadata",
            ("name", CelType.String),
            ("generateName", CelType.String),
            ("namespace", CelType.String),
            ("labels", Labels),
            ("annotations", Labels),
            ("UID", CelType.String),
            ("creationTimestamp", CelType.Timestamp),
            ("deletionGracePeriodSeconds", CelType.Int),
            ("deletionTimestamp", CelType.Timestamp),
            ("generation", CelType.Int),
            ("resourceVersion", CelType.String),
            ("finalizers", Texts))),
        ("spec", Struct("kubernetes.NamespaceSpec", ("finalizers", Texts))),
        ("status", Struct(
            "kubernetes.NamespaceStatus",
            ("conditions", CelType.List(Struct(
                "kubernetes.NamespaceCondition",
                ("status", CelType.String),
                ("type", CelType.String),
                ("lastTransitionTime", CelType.Timestamp),
                ("message", CelType.String),
                ("reason", CelType.String)))),
            ("phase", CelType.String))));

    private static CelType Struct(string name, params (string Name, CelType Type)[] fields) =>
        CelType.Object(name, fields.Select(f => new CelField(f.Name, f.Name, f.Type)));
}
