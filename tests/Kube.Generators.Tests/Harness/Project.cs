using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Tests.Harness;

/// <summary>A project of several files, and one edit after the other; each makes a new compilation, as an editor does.</summary>
internal sealed record Project(CSharpCompilation Compilation)
{
    public static Project Of(params (string Path, string Source)[] files)
    {
        var empty = Compiling.Of("");
        var project = new Project(empty.RemoveSyntaxTrees(empty.SyntaxTrees.Single(tree => tree.FilePath == "Source.cs")));
        return files.Aggregate(project, (so, file) => so.Write(file.Path, file.Source));
    }

    /// <summary>The text of a file; none where there is no such file.</summary>
    public string? Read(string path) => Tree(path)?.ToString();

    /// <summary>Adds a file at the end, or gives one another text in its place; a file of the same text stays the very same.</summary>
    public Project Write(string path, string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, Compiling.ParseOptions, path);
        if (Tree(path) is not { } known) return new(Compilation.AddSyntaxTrees(tree));
        return known.ToString() == source ? this : new(Compilation.ReplaceSyntaxTree(known, tree));
    }

    public Project Remove(string path) => Tree(path) is { } known ? new(Compilation.RemoveSyntaxTrees(known)) : this;

    /// <summary>Replaces the first place of <paramref name="text"/>, which has to be there.</summary>
    public Project Replace(string path, string text, string other)
    {
        var source = Read(path) ?? throw new ArgumentException($"There is no file {path}.", nameof(path));
        var at = source.IndexOf(text, StringComparison.Ordinal);
        return at < 0 ? throw new ArgumentException($"{path} has no text \"{text}\".", nameof(text)) : Write(path, string.Concat(source.AsSpan(0, at), other, source.AsSpan(at + text.Length)));
    }

    public Project With(Func<CSharpCompilation, CSharpCompilation> change) => new(change(Compilation));

    /// <summary>The same project from trees that nobody has seen: whatever was kept with the old ones does not count.</summary>
    public Project Afresh() => With(compilation => compilation.RemoveAllSyntaxTrees()
        .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), Compiling.ParseOptions, tree.FilePath))));

    private SyntaxTree? Tree(string path) => Compilation.SyntaxTrees.SingleOrDefault(tree => tree.FilePath == path);
}
