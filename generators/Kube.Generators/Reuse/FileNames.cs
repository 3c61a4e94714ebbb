using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Reuse;

/// <summary>The names that one file declares and mentions: what it can add to the meaning of other files, and what it can take from them.</summary>
/// <remarks>Read once a file, and kept as long as the file's tree; it does not hold the tree.</remarks>
internal sealed class FileNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileNames> Known = new();

    private string[]? _mentioned;

    private FileNames(CompilationUnitSyntax root)
    {
        var types = new List<string>();
        var namespaces = new List<string>();
        List<int>? marked = null;
        Declare(root.Members, "", types, namespaces, ref marked);
        if (marked is not null) Marked = [.. marked];
        Types = [.. types];
        Namespaces = [.. namespaces];
        foreach (var directive in root.Usings)
        {
            if (!directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)) continue;
            GlobalUsings += directive.ToString() + "\n";
            GlobalMentioned = [.. GlobalMentioned, .. Identifiers(directive)];
        }
    }

    /// <summary>The simple names of the types declared in the file, but for nested ones; an attribute's also without its ending.</summary>
    public string[] Types { get; }

    /// <summary>The full names of the namespaces that the file declares, those around them included.</summary>
    public string[] Namespaces { get; }

    /// <summary>The file's global usings as they are written.</summary>
    public string GlobalUsings { get; } = "";

    /// <summary>The names that the global usings mention.</summary>
    public string[] GlobalMentioned { get; } = [];

    /// <summary>Where the types of the file start that seem to have <c>[CustomResource]</c>, nested ones aside.</summary>
    public int[] Marked { get; } = [];

    public static FileNames Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new FileNames((CompilationUnitSyntax)tree.GetRoot()));

    /// <summary>All identifiers and texts of the file, those of its own declarations included, but for what stands in bodies and methods, on which no declaration's meaning depends.</summary>
    /// <param name="tree">The file.</param>
    public string[] Mentioned(SyntaxTree tree) => _mentioned ??= Identifiers(tree.GetRoot());

    private static string[] Identifiers(SyntaxNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in node.DescendantTokens(IsPartOfDeclaration))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                names.Add(token.ValueText);
                // A resource is called as its class without the ending, or as a text says; whether a type has that name already is looked up, too.
                if (token.ValueText.EndsWith("Spec", StringComparison.Ordinal)) names.Add(token.ValueText.Substring(0, token.ValueText.Length - "Spec".Length));
            }
            else if (token.IsKind(SyntaxKind.StringLiteralToken)) names.Add(token.ValueText);
        }
        return [.. names];
    }

    private static bool IsPartOfDeclaration(SyntaxNode node) =>
        node is not (BlockSyntax or MethodDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or GlobalStatementSyntax);

    private static void Declare(SyntaxList<MemberDeclarationSyntax> members, string space, List<string> types, List<string> namespaces, ref List<int>? marked)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    Declare(inner.Members, Declare(inner.Name, space, namespaces), types, namespaces, ref marked);
                    break;
                // What is nested is found through the type around it.
                case BaseTypeDeclarationSyntax type:
                    Declare(type.Identifier.ValueText, types);
                    if (IsMarked(type)) (marked ??= []).Add(type.SpanStart);
                    break;
                case DelegateDeclarationSyntax type: Declare(type.Identifier.ValueText, types); break;
                case GlobalStatementSyntax: Declare("Program", types); break;
                default: break;
            }
        }
    }

    private static void Declare(string type, List<string> types)
    {
        types.Add(type);
        if (type.EndsWith("Attribute", StringComparison.Ordinal)) types.Add(type.Substring(0, type.Length - "Attribute".Length));
    }

    private static bool IsMarked(BaseTypeDeclarationSyntax type)
    {
        foreach (var list in type.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = attribute.Name is QualifiedNameSyntax { Right: var right } ? right : attribute.Name is AliasQualifiedNameSyntax { Name: var last } ? last : attribute.Name;
                if (name is SimpleNameSyntax { Identifier.ValueText: "CustomResource" or "CustomResourceAttribute" }) return true;
            }
        }
        return false;
    }

    private static string Declare(NameSyntax name, string space, List<string> namespaces)
    {
        if (name is QualifiedNameSyntax qualified)
        {
            space = Declare(qualified.Left, space, namespaces);
            name = qualified.Right;
        }
        var full = name is SimpleNameSyntax simple ? space + "." + simple.Identifier.ValueText : space;
        namespaces.Add(full);
        return full;
    }
}
