using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Kube.Analyzers.Tests.Harness;

/// <summary>Runs an analyzer over marked source and holds it to the marks; applies code fixes and compiles what they make.</summary>
public static class AnalyzerTest
{
    private const string Usings = "using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations; using System.Text.Json.Serialization; using Kube;\n";

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The diagnostics of ours, in the order of their places, after checking that ids and spans are exactly the marked ones.</summary>
    public static Task<ImmutableArray<Diagnostic>> VerifyAsync<TAnalyzer>(string marked, params (string Name, string Value)[] properties) where TAnalyzer : DiagnosticAnalyzer, new() =>
        VerifyWithAsync<TAnalyzer>(marked, [], properties);

    /// <summary>As <see cref="VerifyAsync{TAnalyzer}"/>, in a project with a file more, in which nothing is marked.</summary>
    public static Task<ImmutableArray<Diagnostic>> VerifyBesideAsync<TAnalyzer>(string marked, string beside) where TAnalyzer : DiagnosticAnalyzer, new() =>
        VerifyWithAsync<TAnalyzer>(marked, [CSharpSyntaxTree.ParseText(beside, Parse, "Beside.cs")], []);

    private static async Task<ImmutableArray<Diagnostic>> VerifyWithAsync<TAnalyzer>(string marked, SyntaxTree[] beside, (string Name, string Value)[] properties) where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var source = MarkedSource.Parse(Usings + marked);
        var compilation = Compile(source.Text).AddSyntaxTrees(beside);
        AssertCompiles(compilation);
        var found = await AnalyzeAsync<TAnalyzer>(compilation, new ProjectProperties(properties));
        Assert.All(found, d => Assert.Equal("Source.cs", d.Location.SourceTree?.FilePath));
        string[] expected = [.. source.Expected.Select(e => Describe(source.Text, e.Id, e.Span, ""))];
        string[] actual = [.. found.Select(d => Describe(source.Text, d.Id, d.Location.SourceSpan, ""))];
        Assert.True(expected.SequenceEqual(actual), $"Expected:\n  {string.Join("\n  ", expected)}\nfound:\n  {string.Join("\n  ", found.Select((d, i) => $"{actual[i]}: {d.GetMessage(null)}"))}");
        return found;
    }

    /// <summary>As <see cref="VerifyAsync{TAnalyzer}"/>, and the messages too.</summary>
    public static async Task VerifyMessagesAsync<TAnalyzer>(string marked, params string[] messages) where TAnalyzer : DiagnosticAnalyzer, new() =>
        Assert.Equal(messages, (await VerifyAsync<TAnalyzer>(marked)).Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Runs an analyzer over code that need not compile; fails where the analyzer throws.</summary>
    public static async Task RunAsync<TAnalyzer>(string source) where TAnalyzer : DiagnosticAnalyzer, new() => await AnalyzeAsync<TAnalyzer>(Compile(Usings + source));

    /// <summary>What an analyzer says of a source, with what a suppressor takes back of it marked as such.</summary>
    public static async Task<ImmutableArray<Diagnostic>> WithSuppressorAsync<TAnalyzer, TSuppressor>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TSuppressor : DiagnosticSuppressor, new()
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        return await Compile(Usings + source).WithAnalyzers([new TAnalyzer(), new TSuppressor()], options).GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>Ids and severities of what an analyzer says of a source under an <c>.editorconfig</c>.</summary>
    public static async Task<IReadOnlyList<string>> SeveritiesAsync<TAnalyzer>(string source, string editorConfig) where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var compilation = Compile(Usings + source);
        var configured = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(editorConfig)));
        return [.. (await AnalyzeAsync<TAnalyzer>(configured)).Select(d => $"{d.Id}: {d.Severity}")];
    }

    /// <summary>Applies the fix to every marked diagnostic, one after the other, and at once by fix-all; both must give <paramref name="expected"/>, which must compile.</summary>
    public static async Task VerifyFixAsync<TAnalyzer, TFix>(string marked, string expected, string? equivalenceKey = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        await VerifyAsync<TAnalyzer>(marked);
        var source = MarkedSource.Parse(Usings + marked);
        Assert.Equal(Usings + expected, await FixOneByOneAsync<TAnalyzer, TFix>(source.Text, equivalenceKey));
        AssertCompiles(Compile(Usings + expected));
        if (new TFix().GetFixAllProvider() is { } fixAll)
            Assert.Equal(Usings + expected, await FixAllAsync<TAnalyzer, TFix>(source.Text, fixAll, equivalenceKey));
    }

    private static async Task<string> FixOneByOneAsync<TAnalyzer, TFix>(string source, string? equivalenceKey)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, source);
        for (var round = 0; round < 20; round++)
        {
            var diagnostics = await DiagnosticsAsync<TAnalyzer, TFix>(document);
            if (diagnostics.IsEmpty)
                return (await document.GetTextAsync()).ToString();
            var actions = await ActionsAsync<TFix>(document, diagnostics[0], equivalenceKey);
            if (actions.Count == 0)
                return (await document.GetTextAsync()).ToString();
            var operations = await actions[0].GetOperationsAsync(CancellationToken.None);
            document = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        }
        throw new InvalidOperationException("The fix does not make its diagnostic go away.");
    }

    private static async Task<string> FixAllAsync<TAnalyzer, TFix>(string source, FixAllProvider provider, string? equivalenceKey)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, source);
        var diagnostics = await DiagnosticsAsync<TAnalyzer, TFix>(document);
        var key = equivalenceKey ?? (await ActionsAsync<TFix>(document, diagnostics[0], null))[0].EquivalenceKey;
        var context = new FixAllContext(document, new TFix(), FixAllScope.Document, key, diagnostics.Select(d => d.Id).Distinct(),
            new Known(diagnostics), CancellationToken.None);
        var action = await provider.GetFixAsync(context);
        Assert.NotNull(action);
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync()).ToString();
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync<TAnalyzer, TFix>(Document document)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        var fixable = new TFix().FixableDiagnosticIds;
        return [.. (await AnalyzeAsync<TAnalyzer>(compilation)).Where(d => fixable.Contains(d.Id))];
    }

    private static async Task<List<CodeAction>> ActionsAsync<TFix>(Document document, Diagnostic diagnostic, string? equivalenceKey) where TFix : CodeFixProvider, new()
    {
        var actions = new List<CodeAction>();
        await new TFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        Assert.All(actions, action => Assert.False(string.IsNullOrEmpty(action.EquivalenceKey), "A fix without an equivalence key cannot be applied to all."));
        return equivalenceKey is null ? actions : [.. actions.Where(action => action.EquivalenceKey == equivalenceKey)];
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync<TAnalyzer>(Compilation compilation, ProjectProperties? properties = null) where TAnalyzer : DiagnosticAnalyzer, new()
    {
        Exception? crash = null;
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], properties ?? new ProjectProperties([])), (e, _, _) => crash ??= e, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([new TAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        if (crash is not null)
            throw new InvalidOperationException("The analyzer crashed.", crash);
        return [.. diagnostics.OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private static CSharpCompilation Compile(string source) =>
        CSharpCompilation.Create("Tested", [CSharpSyntaxTree.ParseText(source, Parse, "Source.cs")], References.All, Options);

    private static void AssertCompiles(Compilation compilation)
    {
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
        Assert.True(errors.Count == 0, "The source does not compile:\n" + string.Join("\n", errors));
    }

    private static Document Document(AdhocWorkspace workspace, string source)
    {
        var id = ProjectId.CreateNewId();
        var project = workspace.AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Tested", "Tested", LanguageNames.CSharp,
            compilationOptions: Options, parseOptions: Parse, metadataReferences: References.All));
        return workspace.AddDocument(project.Id, "Source.cs", SourceText.From(source));
    }

    private static string Describe(string text, string id, TextSpan span, string message)
    {
        var line = text[..span.Start].Count(c => c == '\n');
        return $"{id} on line {line} under '{text.Substring(span.Start, span.Length)}'{message}";
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
