using Kube.Schema.Crds;

namespace Kube.Schema.Tests.Crds;

public sealed class PluralizerTests
{
    [Theory]
    [InlineData("Document", "documents")]
    [InlineData("Policy", "policies")]
    [InlineData("NetworkPolicy", "networkpolicies")]
    [InlineData("HTTPProxy", "httpproxies")]
    [InlineData("Gateway", "gateways")]
    [InlineData("Class", "classes")]
    [InlineData("StorageClass", "storageclasses")]
    [InlineData("Box", "boxes")]
    [InlineData("Index", "indices")]
    [InlineData("Matrix", "matrices")]
    [InlineData("Status", "statuses")]
    [InlineData("Bus", "buses")]
    [InlineData("Alias", "aliases")]
    [InlineData("Ingress", "ingresses")]
    [InlineData("Patch", "patches")]
    [InlineData("Mesh", "meshes")]
    [InlineData("Epoch", "epochs")]
    [InlineData("Analysis", "analyses")]
    [InlineData("Repo", "repos")]
    [InlineData("Hero", "heroes")]
    [InlineData("Leaf", "leaves")]
    [InlineData("Chef", "chefs")]
    [InlineData("Warehouse", "warehouses")]
    [InlineData("Mouse", "mice")]
    [InlineData("Human", "humans")]
    [InlineData("Endpoints", "endpoints")]
    [InlineData("Settings", "settings")]
    [InlineData("Rules", "rules")]
    [InlineData("Data", "data")]
    [InlineData("DNS", "dnses")]
    [InlineData("API", "apis")]
    [InlineData("MyAPI", "myapis")]
    [InlineData("Key", "keys")]
    [InlineData("Y", "ys")]
    [InlineData("", "")]
    public void Follows_English_as_kinds_use_it(string kind, string plural) => Assert.Equal(plural, Pluralizer.Pluralize(kind));
}
