namespace Kube.Core.Tests;

public class KubeVersionTests
{
    [Fact]
    public void Versions_are_ordered_by_priority()
    {
        string[] expected = ["v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10", "v01", "v1beta", "v1gamma1"];
        var sorted = expected.Reverse().Select(v => new KubeVersion(v)).OrderDescending().Select(v => v.ToString());
        Assert.Equal(expected, sorted);
    }

    [Theory]
    [InlineData("v1", KubeStability.Stable, 1, 0)]
    [InlineData("v2beta3", KubeStability.Beta, 2, 3)]
    [InlineData("v2alpha1", KubeStability.Alpha, 2, 1)]
    [InlineData("v0", KubeStability.Nonconformant, 0, 0)]
    [InlineData("v1beta01", KubeStability.Nonconformant, 0, 0)]
    [InlineData("v1Beta1", KubeStability.Nonconformant, 0, 0)]
    [InlineData("1", KubeStability.Nonconformant, 0, 0)]
    [InlineData("v99999999999", KubeStability.Nonconformant, 0, 0)]
    public void A_version_is_taken_apart(string text, KubeStability stability, int major, int minor)
    {
        var version = new KubeVersion(text);
        Assert.Equal((stability, major, minor), (version.Stability, version.Major, version.Minor));
    }

    [Fact]
    public void Comparison_operators_agree_with_the_order()
    {
        Assert.True(new KubeVersion("v1") > new KubeVersion("v2beta1"));
        Assert.True(new KubeVersion("v1alpha1") < new KubeVersion("v1beta1"));
        Assert.True(new KubeVersion("v1") >= new KubeVersion("v1"));
    }
}
