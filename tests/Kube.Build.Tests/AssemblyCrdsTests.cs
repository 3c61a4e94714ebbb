namespace Kube.Build.Tests;

public sealed class AssemblyCrdsTests
{
    [Fact]
    public void A_file_that_is_no_assembly_is_told()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "not an assembly");
            Assert.Throws<BadImageFormatException>(() => AssemblyCrds.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_assembly_without_resources_has_no_crds() => Assert.Empty(AssemblyCrds.Read(typeof(string).Assembly.Location));
}
