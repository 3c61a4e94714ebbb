using System.Reflection;
using System.Reflection.Emit;

namespace Kube.Build.Tests;

/// <summary>The tasks by themselves; <see cref="TargetsTests"/> runs them in real builds.</summary>
public sealed class CrdTaskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kube-tasks-").FullName;
    private readonly RecordingBuildEngine _engine = new();

    private string Crds => Path.Combine(_folder, "crds");

    private string PathOf(string name) => Path.Combine(Crds, name + ".yaml");

    [Fact]
    public void Files_are_written_told_once_and_left_alone_after()
    {
        var assembly = Assembly("documents.example.com", "readers.example.com");

        Assert.True(Write(assembly));
        Assert.Equal([$"  Scratch -> {PathOf("documents.example.com")}", $"  Scratch -> {PathOf("readers.example.com")}"], _engine.Messages);
        Assert.StartsWith("# Generated from Scratch.", File.ReadAllText(PathOf("readers.example.com")));

        _engine.Messages.Clear();
        Assert.True(Write(assembly));
        Assert.Empty(_engine.Messages);
    }

    [Fact]
    public void The_file_of_a_type_that_is_gone_goes_but_never_one_that_another_wrote()
    {
        Write(Assembly("documents.example.com", "readers.example.com"));
        File.WriteAllText(PathOf("mine"), "kind: Something\n");

        Write(Assembly("documents.example.com"));

        Assert.Equal(["documents.example.com.yaml", "mine.yaml"], Directory.EnumerateFiles(Crds).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Verify_accepts_other_line_ends_and_names_each_file_that_differs_or_is_missing()
    {
        var assembly = Assembly("documents.example.com", "readers.example.com");
        Write(assembly);
        File.WriteAllText(PathOf("documents.example.com"), File.ReadAllText(PathOf("documents.example.com")).ReplaceLineEndings("\r\n"));
        Assert.True(Verify(assembly));

        File.AppendAllText(PathOf("documents.example.com"), "edited: by hand\n");
        File.Delete(PathOf("readers.example.com"));

        Assert.False(Verify(assembly));
        Assert.Equal(
            [
                $"KUBE9002: '{PathOf("documents.example.com")}' is out of date: build with -p:KubeCrdMode=Write and commit the file.",
                $"KUBE9002: '{PathOf("readers.example.com")}' is missing: build with -p:KubeCrdMode=Write and commit the file.",
            ],
            _engine.Errors);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Crds, "a file where the folder should be");

        Assert.False(Write(Assembly("documents.example.com")));

        var error = Assert.Single(_engine.Errors);
        Assert.StartsWith($"KUBE9003: Cannot write the CustomResourceDefinitions to '{Crds}': ", error);
        Assert.EndsWith(" Set KubeCrdOutputPath to a folder that can be written.", error);
    }

    [Fact]
    public void What_is_no_assembly_is_named()
    {
        var path = Path.Combine(_folder, "Scratch.dll");
        File.WriteAllText(path, "not an assembly");

        Assert.False(Write(path));

        Assert.StartsWith($"KUBE9001: Cannot read the CustomResourceDefinitions from '{path}': ", Assert.Single(_engine.Errors));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool Write(string assembly) =>
        new WriteCustomResourceDefinitions { BuildEngine = _engine, Assembly = assembly, OutputFolder = Crds, Manifest = Path.Combine(_folder, "obj", "kube.crds.manifest") }.Execute();

    private bool Verify(string assembly) => new VerifyCustomResourceDefinitions { BuildEngine = _engine, Assembly = assembly, OutputFolder = Crds }.Execute();

    /// <summary>Makes the assembly <c>Scratch</c> that carries these CRDs as the generator would put them there.</summary>
    private string Assembly(params string[] names)
    {
        var constructor = typeof(CustomResourceDefinitionAttribute).GetConstructors().Single();
        var builder = new PersistedAssemblyBuilder(
            new AssemblyName("Scratch"),
            typeof(object).Assembly,
            names.Select(name => new CustomAttributeBuilder(constructor, [name, $$$"""{"metadata":{"name":"{{{name}}}"}}"""])));
        builder.DefineDynamicModule("Scratch");
        var path = Path.Combine(_folder, "Scratch.dll");
        builder.Save(path);
        return path;
    }
}
