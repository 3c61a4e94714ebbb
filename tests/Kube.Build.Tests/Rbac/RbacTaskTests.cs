using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kube.Build.Tests;

public sealed class RbacTaskTests : IDisposable
{
    private static readonly string Self = typeof(RbacTaskTests).Assembly.Location;

    private readonly string _folder = Directory.CreateTempSubdirectory("kube-rbac-").FullName;
    private readonly RecordingBuildEngine _engine = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File => Path.Combine(_folder, "rbac", "scanned.yaml");

    private static ITaskItem[] References => [.. Directory.GetFiles(Path.GetDirectoryName(Self)!, "*.dll").Select(path => new TaskItem(path))];

    private bool Write(string assembly) => new WriteRbac
    {
        BuildEngine = _engine,
        Assembly = assembly,
        References = References,
        OutputFolder = Path.Combine(_folder, "rbac"),
        Manifest = Path.Combine(_folder, "manifest"),
        RoleName = "scanned",
        Scope = "Cluster",
    }.Execute();

    private bool Verify() => new VerifyRbac
    {
        BuildEngine = _engine,
        Assembly = Self,
        References = References,
        OutputFolder = Path.Combine(_folder, "rbac"),
        RoleName = "scanned",
        Scope = "Cluster",
    }.Execute();

    [Fact]
    public void What_is_written_is_verified_and_what_was_edited_is_told()
    {
        Assert.True(Write(Self));
        Assert.True(Verify());
        Assert.Equal([File], System.IO.File.ReadAllLines(Path.Combine(_folder, "manifest")));

        System.IO.File.AppendAllText(File, "# edited\n");
        Assert.False(Verify());
        Assert.Equal([$"KUBE9006: '{File}' is out of date: build with -p:KubeRbacMode=Write and commit the file."], _engine.Errors);

        System.IO.File.Delete(File);
        Assert.False(Verify());
        Assert.Equal($"KUBE9006: '{File}' is missing: build with -p:KubeRbacMode=Write and commit the file.", _engine.Errors[1]);
    }

    [Fact]
    public void The_file_of_controllers_that_are_gone_goes_with_them()
    {
        Assert.True(Write(Self));
        Assert.True(Write(typeof(ObjectMeta).Assembly.Location));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_named()
    {
        var path = Path.Combine(_folder, "text");
        System.IO.File.WriteAllText(path, "not an assembly");

        Assert.False(Write(path));

        Assert.StartsWith($"KUBE9001: Cannot read the RBAC roles from '{path}': ", Assert.Single(_engine.Errors));
    }
}
