namespace Kube.Build.Tests;

public sealed class TargetsTests
{
    [Fact]
    public void Files_follow_the_types_through_builds_and_clean()
    {
        using var project = new ScratchProject();
        project.Declare(("documents.example.com", "one"), ("readers.example.com", "two"));
        project.Build();
        var document = Path.Combine(project.Crds, "documents.example.com.yaml");
        var reader = Path.Combine(project.Crds, "readers.example.com.yaml");
        Assert.Equal("""
            # Generated from Scratch. Do not edit: change the C# class and build.
            kind: CustomResourceDefinition
            metadata:
              name: documents.example.com
            spec:
              group: one

            """.ReplaceLineEndings("\n"), File.ReadAllText(document));
        Assert.True(File.Exists(reader));

        // The same build tells whether the compiler is shown what the analyzers ask for.
        Assert.Contains("build_property.KubeMinimumVersion =", File.ReadAllText(project.PathOf("obj/Debug/net10.0/Scratch.GeneratedMSBuildEditorConfig.editorconfig")));

        // Nothing changed: the target does not run.
        var (_, again) = project.Dotnet("build -v:d");
        Assert.Matches("Skipping target \"KubeWriteCrds\" because all output files are up-to-date", again);

        // A deleted file comes back though the compiler has nothing to do.
        File.Delete(document);
        project.Build("--no-restore");
        Assert.True(File.Exists(document));

        // A type that is gone takes its file along; a changed one is written again.
        project.Declare(("documents.example.com", "three"));
        project.Build("--no-restore");
        Assert.False(File.Exists(reader));
        Assert.Contains("group: three", File.ReadAllText(document));

        var (exitCode, output) = project.Dotnet("clean");
        Assert.True(exitCode == 0, output);
        Assert.False(File.Exists(document));
    }

    [Fact]
    public void A_folder_of_the_users_survives_clean_and_is_verified()
    {
        using var project = new ScratchProject();
        project.Declare(("documents.example.com", "one"));

        project.Build("-p:KubeCrdMode=Off");
        Assert.False(Directory.Exists(project.Crds));

        project.Build("--no-restore -p:KubeCrdOutputPath=deploy/crds");
        var file = project.PathOf("deploy/crds/documents.example.com.yaml");
        Assert.True(File.Exists(file));
        Assert.False(Directory.Exists(project.Crds));

        File.AppendAllText(file, "edited: by hand\n");
        var (exitCode, output) = project.Dotnet("build --no-restore -p:KubeCrdOutputPath=deploy/crds -p:KubeCrdMode=Verify");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error KUBE9002", output);
        Assert.Contains("is out of date: build with -p:KubeCrdMode=Write and commit the file.", output);

        project.Dotnet("clean -p:KubeCrdOutputPath=deploy/crds");
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void One_framework_of_several_writes()
    {
        using var project = new ScratchProject("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion>");
        project.Declare(("documents.example.com", "one"));

        project.Build();

        Assert.Equal(["bin/Debug/net10.0/crds/documents.example.com.yaml"],
            Directory.EnumerateFiles(project.Folder, "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(project.Folder, path)));
    }

    [Fact]
    public void An_unknown_mode_says_what_is_allowed()
    {
        using var project = new ScratchProject();

        var (exitCode, output) = project.Dotnet("msbuild -t:KubeCheckCrdMode -p:KubeCrdMode=Sometimes");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error KUBE9004: KubeCrdMode is 'Sometimes'; it must be Write, Verify or Off.", output);

        (exitCode, output) = project.Dotnet("msbuild -t:KubeCheckRbac -p:KubeRbacMode=Sometimes");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error KUBE9004: KubeRbacMode is 'Sometimes'; it must be Write, Verify or Off.", output);
    }

    [Theory]
    [InlineData("latest", false)]
    [InlineData("v1.34.2", true)]
    public void The_minimum_version_has_to_be_a_version(string version, bool isGood)
    {
        using var project = new ScratchProject();

        var (exitCode, output) = project.Dotnet($"msbuild -t:KubeCheckMinimumVersion -p:KubeMinimumVersion={version}");

        Assert.Equal(isGood, exitCode == 0);
        Assert.Equal(!isGood, output.Contains($"error KUBE9005: KubeMinimumVersion is '{version}'; it must be a Kubernetes version such as 1.34.", StringComparison.Ordinal));
    }
}
