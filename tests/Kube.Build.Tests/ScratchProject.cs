using System.Diagnostics;
using System.Reflection;

namespace Kube.Build.Tests;

/// <summary>A project in a temporary folder, built by the real <c>dotnet</c> with our targets imported.</summary>
/// <remarks>It declares the attribute itself and carries CRDs as the generator would write them, so these tests judge the build alone.</remarks>
internal sealed class ScratchProject : IDisposable
{
    private static readonly string RepositoryRoot = typeof(ScratchProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public ScratchProject(string frameworks = "<TargetFramework>net10.0</TargetFramework>")
    {
        Folder = Directory.CreateTempSubdirectory("kube-build-").FullName;
        Write("Directory.Build.props", "<Project/>");
        Write("Directory.Packages.props", "<Project/>");
        Write("Scratch.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {frameworks}
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <RunAnalyzers>false</RunAnalyzers>
                <KubeBuildTaskAssembly>{typeof(ManifestTask).Assembly.Location}</KubeBuildTaskAssembly>
              </PropertyGroup>
            </Project>
            """);
        // Imported where NuGet imports a package's targets: after the SDK's own.
        Write("Directory.Build.targets", $"""<Project><Import Project="{RepositoryRoot}src/Kube.Build/build/Kube.Build.targets" /></Project>""");
        Write("Attribute.cs", """
            namespace Kube;
            [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
            sealed class CustomResourceDefinitionAttribute(string name, string json) : Attribute { public string Name => name; public string Json => json; }
            """);
    }

    public string Folder { get; }

    public string Crds => PathOf("bin/Debug/net10.0/crds");

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public void Write(string relative, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), content);
    }

    /// <summary>Gives the assembly these CRDs: <c>plural.group</c> and one word that stands in their text.</summary>
    public void Declare(params (string Name, string Word)[] crds) => Write("Crds.cs", string.Concat(crds.Select(crd =>
        $$$""""
        [assembly: Kube.CustomResourceDefinition("{{{crd.Name}}}", """{"kind":"CustomResourceDefinition","metadata":{"name":"{{{crd.Name}}}"},"spec":{"group":"{{{crd.Word}}}"}}""")]

        """")));

    /// <summary>Runs <c>dotnet</c> in the folder and gives its exit code and all it printed.</summary>
    public (int ExitCode, string Output) Dotnet(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments + " -nologo -tl:off -m:1") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // The compiler that the build of this test left running, not a cold one each time.
        start.Environment["UseSharedCompilation"] = "true";
        // The test host's own MSBuild settings must not leak into the build under test.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.Ordinal) || k == "MSBUILD_EXE_PATH").ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public void Build(string arguments = "")
    {
        var (exitCode, output) = Dotnet("build " + arguments);
        Assert.True(exitCode == 0, output);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
