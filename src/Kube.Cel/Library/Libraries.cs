using Kube.Cel.Checking;

namespace Kube.Cel.Library;

/// <summary>All function libraries and named types, each with the environment version that brings it.</summary>
internal static class Libraries
{
    private static readonly (string Name, CelType Type, int Since)[] NamedTypes =
    [
        ("bool", CelType.Bool, 0),
        ("bytes", CelType.Bytes, 0),
        ("double", CelType.Double, 0),
        ("google.protobuf.Duration", CelType.Duration, 0),
        ("google.protobuf.Timestamp", CelType.Timestamp, 0),
        ("int", CelType.Int, 0),
        ("list", CelType.AnyList, 0),
        ("map", CelType.AnyMap, 0),
        ("null_type", CelType.Null, 0),
        ("string", CelType.String, 0),
        ("type", CelType.Type, 0),
        ("uint", CelType.UInt, 0),
        ("optional_type", CelType.AnyOptional, 28),
        ("net.IP", KubernetesTypes.Ip, 30),
        ("net.CIDR", KubernetesTypes.Cidr, 30),
    ];

    public static FunctionTable CreateTable()
    {
        var table = new FunctionTable();
        StandardLibrary.AddTo(table.Since(0));
        ListFunctions.AddKubernetes(table);
        RegexFunctions.AddTo(table);
        KubernetesFunctions.AddUrls(table);
        StringFunctions.AddTo(table);
        AuthorizerFunctions.AddTo(table.Since(27));
        OptionalFunctions.AddTo(table.Since(28));
        KubernetesFunctions.AddQuantities(table);
        ListFunctions.AddSets(table.Since(29));
        KubernetesFunctions.AddAddresses(table.Since(30));
        KubernetesFunctions.AddFormats(table.Since(31));
        MapInsertion.AddTo(table.Since(32));
        KubernetesFunctions.AddVersions(table.Since(33));
        ListFunctions.AddExtensions(table.Since(34));
        ListFunctions.AddInclusion(table.Since(37));
        return table;
    }

    public static Dictionary<string, IdentReference> TypesOf(KubernetesVersion version)
    {
        var types = new Dictionary<string, IdentReference>(StringComparer.Ordinal);
        foreach (var (name, type, since) in NamedTypes)
        {
            if (new KubernetesVersion(1, since) <= version)
            {
                types.Add(name, new(name, CelType.TypeOf(type), -1, type));
            }
        }

        return types;
    }
}
