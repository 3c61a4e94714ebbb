using Kube.Schema.Crds;

namespace Kube.Schema.Tests.Crds;

public sealed class KubeVersionOrderTests
{
    [Fact]
    public void Stable_before_beta_before_alpha_before_anything_else()
    {
        string[] versions = ["foo10", "v1", "v11alpha2", "v3beta1", "v10", "foo1", "v10beta3", "v2", "v11beta2", "v12alpha1", "v01", "v1beta", "v1gamma2"];
        Assert.Equal(
            ["v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10", "v01", "v1beta", "v1gamma2"],
            versions.OrderBy(version => version, KubeVersionOrder.Instance));
    }
}
