namespace Kube.Cel.Library;

/// <summary>Collects overloads; each library adds its own with the version that brings them.</summary>
internal sealed class FunctionTable
{
    public static readonly CelType A = CelType.Parameter(0);
    public static readonly CelType B = CelType.Parameter(1);
    public static readonly CelType ListOfA = CelType.List(A);
    public static readonly CelType MapOfAB = CelType.Map(A, B);

    private readonly Dictionary<string, List<Overload>> _functions = new(StringComparer.Ordinal);
    private KubernetesVersion _since = new(1, 0);

    public FunctionTable Since(int minor)
    {
        _since = new KubernetesVersion(1, minor);
        return this;
    }

    /// <summary>An operator whose evaluation is built into the planner.</summary>
    public FunctionTable Special(string name, string id, CelType result, params CelType[] parameters) =>
        Add(new Overload(name, id, false, result, parameters) { Since = _since });

    public FunctionTable Global(string name, string id, CelType result, CelType parameter, UnaryFunction body) =>
        Add(new Overload(name, id, false, result, [parameter]) { Since = _since, Unary = body });

    public FunctionTable Global(string name, string id, CelType result, CelType first, CelType second, BinaryFunction body) =>
        Add(new Overload(name, id, false, result, [first, second]) { Since = _since, Binary = body });

    public FunctionTable Global(string name, string id, CelType result, CelType[] parameters, ManyFunction body) =>
        Add(new Overload(name, id, false, result, parameters) { Since = _since, Many = body });

    public FunctionTable Member(string name, string id, CelType result, CelType receiver, UnaryFunction body) =>
        Add(new Overload(name, id, true, result, [receiver]) { Since = _since, Unary = body });

    public FunctionTable Member(string name, string id, CelType result, CelType receiver, CelType argument, BinaryFunction body) =>
        Add(new Overload(name, id, true, result, [receiver, argument]) { Since = _since, Binary = body });

    public FunctionTable Member(string name, string id, CelType result, CelType[] parameters, ManyFunction body) =>
        Add(new Overload(name, id, true, result, parameters) { Since = _since, Many = body });

    /// <summary>The functions that exist in the environment of <paramref name="version"/>.</summary>
    public Dictionary<string, FunctionDeclaration> For(KubernetesVersion version)
    {
        var result = new Dictionary<string, FunctionDeclaration>(StringComparer.Ordinal);
        foreach (var pair in _functions)
        {
            var overloads = pair.Value.Where(o => o.Since <= version).ToArray();
            if (overloads.Length > 0)
            {
                result.Add(pair.Key, new FunctionDeclaration(pair.Key, overloads));
            }
        }

        return result;
    }

    /// <summary>The oldest environment with a function of this name; null when there is none.</summary>
    public KubernetesVersion? IntroducedIn(string name) =>
        _functions.TryGetValue(name, out var overloads) ? overloads.Min(o => o.Since) : null;

    private FunctionTable Add(Overload overload)
    {
        if (!_functions.TryGetValue(overload.Function, out var overloads))
        {
            _functions.Add(overload.Function, overloads = []);
        }

        overloads.Add(overload);
        return this;
    }
}
