using System.Reflection;

namespace Kube.Build.Tests;

public sealed class RbacTests
{
    private static readonly string Self = typeof(RbacTests).Assembly.Location;
    private static readonly string[] References = Directory.GetFiles(Path.GetDirectoryName(Self)!, "*.dll");
    private static readonly string ApprovedFolder =
        typeof(RbacTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value + "tests/Kube.Build.Tests/Approved";

    [Theory]
    [InlineData("cluster", true, "")]
    [InlineData("namespaced", false, "")]
    [InlineData("bound", true, "operator")]
    public void Roles_hold_what_the_controllers_register_and_call(string name, bool isClusterWide, string serviceAccount)
    {
        var plan = RbacFiles.Plan(Self, References, "rbac", new RbacSettings("scanned", isClusterWide, serviceAccount, serviceAccount.Length > 0 ? "operators" : ""));

        var file = Assert.Single(plan.Files);
        Assert.Equal(Path.Combine("rbac", "scanned.yaml"), file.Path);
        var approved = Path.Combine(ApprovedFolder, $"rbac.{name}.yaml");
        if (Environment.GetEnvironmentVariable("KUBE_UPDATE_APPROVED") == "1")
        {
            Directory.CreateDirectory(ApprovedFolder);
            File.WriteAllText(approved, file.Content);
        }
        Assert.True(File.Exists(approved), $"{approved} is missing; see CONTRIBUTING.md.");
        Assert.Equal(File.ReadAllText(approved).ReplaceLineEndings("\n"), file.Content);
    }

    [Fact]
    public void An_assembly_without_controllers_has_no_roles() =>
        Assert.Empty(RbacFiles.Plan(typeof(ObjectMeta).Assembly.Location, References, "rbac", new RbacSettings("core", true, "", "")).Files);

    [Fact]
    public void Reading_twice_gives_the_same() =>
        Assert.Equal(
            RbacFiles.Plan(Self, References, "rbac", new RbacSettings("a", true, "", "")).Files,
            RbacFiles.Plan(Self, References.Reverse(), "rbac", new RbacSettings("a", true, "", "")).Files);

    [Fact]
    public void Every_method_of_the_client_that_talks_to_a_server_is_in_the_table()
    {
        // A method that is added to the client and not to the table would be missing from everybody's roles.
        var api = typeof(Client.Api<>).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name).Where(name => name.EndsWith("Async", StringComparison.Ordinal)).Distinct();
        var pods = typeof(Client.PodOperations).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.DeclaringType != typeof(object)).Select(method => method.Name).Except(["ToString"]).Distinct();

        Assert.All(api, name => Assert.NotEmpty(Needs("Kube.Client.Api`1", name)));
        Assert.All(pods, name => Assert.NotEmpty(Needs("Kube.Client.PodOperations", name)));
    }

    private static IEnumerable<Need> Needs(string type, string method) =>
        PermissionTable.OfWork(new IlCall(new IlType(type, "Kube.Client", [new IlType("Kube.Models.V1Pod", "Kube.Models")]), method, [], default));
}
