using Kube.Cel.Checking;
using Kube.Cel.Library;
using Kube.Cel.Syntax;

namespace Kube.Cel;

/// <summary>What an expression may refer to: functions of one Kubernetes version, and declared variables. Immutable.</summary>
/// <remarks>
/// An API server compiles expressions that are new in a write as its predecessor would, so that it can be rolled back, and expressions that are
/// already stored with all it knows. <see cref="ForServer"/> gives the first of the two.
/// </remarks>
public sealed class CelEnvironment
{
    private static readonly object Gate = new();
    private static readonly FunctionTable AllFunctions = Libraries.CreateTable();

    // A handful in a process; replaced as a whole.
    private static volatile CelEnvironment[] _made = [];

    private readonly Dictionary<string, FunctionDeclaration> _functions;
    private readonly Dictionary<string, IdentReference> _idents;
    private readonly HashSet<string> _namespaces;

    private CelEnvironment(
        KubernetesVersion version,
        bool homogeneousLiterals,
        string container,
        Dictionary<string, FunctionDeclaration> functions,
        Dictionary<string, IdentReference> idents,
        int variableCount,
        HashSet<string>? namespaces = null)
    {
        Version = version;
        HomogeneousLiterals = homogeneousLiterals;
        Container = container;
        _functions = functions;
        _idents = idents;
        VariableCount = variableCount;
        _namespaces = namespaces ?? new HashSet<string>(
            functions.Keys.Where(k => k[0] is not ('_' or '@')).Concat(idents.Keys).Where(k => k.IndexOf('.') > 0).Select(k => k.Substring(0, k.IndexOf('.'))),
            StringComparer.Ordinal);
    }

    /// <summary>The environment's version: all functions up to it exist.</summary>
    public KubernetesVersion Version { get; }

    internal bool HomogeneousLiterals { get; }

    internal string Container { get; }

    internal int VariableCount { get; }

    /// <summary>Names of variables and types that can be referred to.</summary>
    internal IEnumerable<string> IdentNames => _idents.Keys;

    internal SyntaxFeatures Syntax =>
        SyntaxFeatures.Macros
        | (Version >= new KubernetesVersion(1, 28) ? SyntaxFeatures.Optionals : 0)
        | (Version >= new KubernetesVersion(1, 32) ? SyntaxFeatures.TwoVariableMacros : 0)
        | (Version >= new KubernetesVersion(1, 34) ? SyntaxFeatures.ListMacros : 0);

    /// <summary>The environment in which a server of <paramref name="server"/> compiles new expressions: that of its predecessor.</summary>
    public static CelEnvironment ForServer(KubernetesVersion server) => ForVersion(server.Previous);

    /// <summary>The environment with everything that came up to <paramref name="environment"/>.</summary>
    public static CelEnvironment ForVersion(KubernetesVersion environment) => Create(environment, homogeneousLiterals: true);

    internal static CelEnvironment Create(KubernetesVersion version, bool homogeneousLiterals)
    {
        if (Made(version, homogeneousLiterals) is { } known)
        {
            return known;
        }

        lock (Gate)
        {
            if (Made(version, homogeneousLiterals) is { } meanwhile)
            {
                return meanwhile;
            }

            var environment = new CelEnvironment(version, homogeneousLiterals, "", AllFunctions.For(version), Libraries.TypesOf(version), 0);
            _made = [.. _made, environment];
            return environment;
        }
    }

    private static CelEnvironment? Made(KubernetesVersion version, bool homogeneousLiterals)
    {
        foreach (var environment in _made)
        {
            if (environment.Version == version && environment.HomogeneousLiterals == homogeneousLiterals)
            {
                return environment;
            }
        }

        return null;
    }

    /// <summary>This environment and a variable.</summary>
    /// <param name="name">The variable's name; replaces one of the same name.</param>
    /// <param name="type">Its type.</param>
    public CelEnvironment Declare(string name, CelType type)
    {
        var idents = new Dictionary<string, IdentReference>(_idents, StringComparer.Ordinal);
        var slot = idents.TryGetValue(name, out var old) && old.Slot >= 0 ? old.Slot : VariableCount;
        idents[name] = new IdentReference(name, type, slot, null);
        var namespaces = name.IndexOf('.') < 0 ? _namespaces : null;
        return new CelEnvironment(Version, HomogeneousLiterals, Container, _functions, idents, Math.Max(VariableCount, slot + 1), namespaces);
    }

    /// <summary>Parses and checks an expression.</summary>
    /// <param name="text">The expression, at most 100,000 code points.</param>
    /// <returns>What was found; never null. The expression is only there if nothing is wrong.</returns>
    public CelCompilation Compile(string text) => CelCompiler.Compile(this, text, check: true, Syntax);

    /// <summary>An empty set of values for this environment's variables; reuse it to evaluate without allocating.</summary>
    public CelVariables NewVariables() => new(this);

    internal CelEnvironment WithContainer(string container) => new(Version, HomogeneousLiterals, container, _functions, _idents, VariableCount);

    internal bool IsNamespace(string root) => Container.Length > 0 || root[0] == '.' || _namespaces.Contains(root);

    internal IdentReference? FindIdent(string name)
    {
        if (Container.Length == 0 && name[0] != '.')
        {
            return _idents.TryGetValue(name, out var reference) ? reference : null;
        }

        foreach (var candidate in Candidates(name))
        {
            if (_idents.TryGetValue(candidate, out var reference))
            {
                return reference;
            }
        }

        return null;
    }

    internal FunctionDeclaration? FindFunction(string name)
    {
        if (Container.Length == 0 && name[0] != '.')
        {
            return _functions.TryGetValue(name, out var function) ? function : null;
        }

        foreach (var candidate in Candidates(name))
        {
            if (_functions.TryGetValue(candidate, out var function))
            {
                return function;
            }
        }

        return null;
    }

    /// <summary>A field by the name written in the expression; from 1.30 on reserved words need no escape (<c>self.namespace</c>).</summary>
    internal CelField? FindField(CelType type, string name)
    {
        if (type.Fields is null)
        {
            return null;
        }

        if (type.Fields.TryGetValue(name, out var field))
        {
            return field;
        }

        return Version >= new KubernetesVersion(1, 30) && FieldNames.IsReserved(name) && type.Fields.TryGetValue($"__{name}__", out field) ? field : null;
    }

    /// <summary>The version that brings a function which this environment lacks; null when there is none.</summary>
    internal KubernetesVersion? NewerThanThis(string function) =>
        AllFunctions.IntroducedIn(function) is { } introduced && introduced > Version ? introduced : null;

    /// <summary>A hint when a later version has more overloads of a function that fit in number and style.</summary>
    internal VersionHint? NewerOverload(string function, int argumentCount, bool isMember)
    {
        if (ForVersion(KubernetesVersion.Newest).FindFunction(function) is not { } all)
        {
            return null;
        }

        var newer = all.Overloads.Where(o => o.IsMember == isMember && o.Parameters.Length == argumentCount && o.Since > Version).ToArray();
        return newer.Length == 0 ? null : Versions.Since(newer.Min(o => o.Since), $"another form of '{function}'");
    }

    internal IEnumerable<string> FunctionNames(bool members) =>
        _functions.Values.Where(f => char.IsLetter(f.Name[0]) && f.Overloads.Any(o => o.IsMember == members)).Select(f => f.Name);

    /// <summary>The full names a name may stand for, innermost container first.</summary>
    private IEnumerable<string> Candidates(string name)
    {
        if (name[0] == '.')
        {
            yield return name.Substring(1);
            yield break;
        }

        var prefix = Container;
        while (prefix.Length > 0)
        {
            yield return prefix + "." + name;
            var dot = prefix.LastIndexOf('.');
            prefix = dot < 0 ? "" : prefix.Substring(0, dot);
        }

        yield return name;
    }
}
