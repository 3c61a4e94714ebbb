using System.Diagnostics;
using System.Reflection;

[assembly: AssemblyFixture(typeof(Kube.Package.Tests.PackedPackages))]

namespace Kube.Package.Tests;

/// <summary>All packages of the repository, packed once into a temporary folder, and projects outside the repository that reference them.</summary>
public sealed class PackedPackages : IDisposable
{
    private static readonly string RepositoryRoot = Metadata("RepositoryRoot");

    private readonly string _root = Directory.CreateTempSubdirectory("kube-packages-").FullName;

    public PackedPackages()
    {
        // What this build made, packed; CI packs a Release build, too.
        var (exitCode, output) = Run(RepositoryRoot, $"pack Kube.Generators.sln --no-build --no-restore -c {Metadata("Configuration")} -o \"{Feed}\"");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>The folder with the packages.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>Makes a console project outside the repository that references <paramref name="packages"/>.</summary>
    public string NewProject(string name, string program, params string[] packages)
    {
        var folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        var global = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningsNotAsErrors>NU1603</WarningsNotAsErrors>
                <RestoreAdditionalProjectSources>{Feed}</RestoreAdditionalProjectSources>
                <!-- Ours must come from the feed just packed, never from a cache; what others publish may come from it. -->
                <RestorePackagesPath>{Path.Combine(_root, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{global}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", packages.Select(package => $"<PackageReference Include=\"{package}\" Version=\"*-*\" />"))}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    /// <summary>Runs <c>dotnet</c> in <paramref name="folder"/>; its exit code and all it printed.</summary>
    public static (int ExitCode, string Output) Run(string folder, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // The compiler that the build of this test left running, not a cold one each time.
        start.Environment["UseSharedCompilation"] = "true";
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBuild", StringComparison.Ordinal) || key == "MSBUILD_EXE_PATH").ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static string Metadata(string key) => typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
