namespace Kube.Cel.Library;

internal delegate CelValue UnaryFunction(in CelValue argument);

internal delegate CelValue BinaryFunction(in CelValue first, in CelValue second);

internal delegate CelValue ManyFunction(CelValue[] arguments);

/// <summary>One signature of a function, since when it exists, and what it does.</summary>
internal sealed class Overload
{
    private readonly CelType[] _parameters;

    public Overload(string function, string id, bool isMember, CelType result, CelType[] parameters)
    {
        Function = function;
        Id = id;
        IsMember = isMember;
        Result = result;
        _parameters = parameters;
        var highest = HighestVariable(result);
        foreach (var parameter in parameters)
        {
            highest = Math.Max(highest, HighestVariable(parameter));
        }

        TypeParameterCount = highest + 1;
    }

    public string Function { get; }

    /// <summary>The reference implementation's id, by which costs are looked up.</summary>
    public string Id { get; }

    /// <summary>For member style, the receiver is the first of <see cref="Parameters"/>.</summary>
    public bool IsMember { get; }

    public CelType Result { get; }

    public CelType[] Parameters => _parameters;

    public int TypeParameterCount { get; }

    /// <summary>The environment that brings the overload.</summary>
    public KubernetesVersion Since { get; init; }

    /// <summary>What it does with one argument; null for overloads of another arity and for operators built into the planner.</summary>
    public UnaryFunction? Unary { get; init; }

    public BinaryFunction? Binary { get; init; }

    public ManyFunction? Many { get; init; }

    /// <summary>Whether run-time values fit the parameters; needed where the static type was <c>dyn</c>.</summary>
    public bool Accepts(in CelValue argument) => _parameters.Length == 1 && Fits(_parameters[0], argument);

    public bool Accepts(in CelValue first, in CelValue second) =>
        _parameters.Length == 2 && Fits(_parameters[0], first) && Fits(_parameters[1], second);

    public bool Accepts(CelValue[] arguments)
    {
        if (arguments.Length != _parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Fits(_parameters[i], arguments[i]))
            {
                return false;
            }
        }

        return true;
    }

    public CelValue Invoke(CelValue[] arguments) => arguments.Length switch
    {
        1 when Unary is not null => Unary(arguments[0]),
        2 when Binary is not null => Binary(arguments[0], arguments[1]),
        _ => Many!(arguments),
    };

    private static bool Fits(CelType parameter, in CelValue value) => parameter.Kind switch
    {
        CelTypeKind.Dyn or CelTypeKind.TypeParameter => true,
        CelTypeKind.Bool => value.Kind == CelKind.Bool,
        CelTypeKind.Int => value.Kind == CelKind.Int,
        CelTypeKind.UInt => value.Kind == CelKind.UInt,
        CelTypeKind.Double => value.Kind == CelKind.Double,
        CelTypeKind.String => value.Kind == CelKind.String,
        CelTypeKind.Bytes => value.Kind == CelKind.Bytes,
        CelTypeKind.Timestamp => value.Kind == CelKind.Timestamp,
        CelTypeKind.Duration => value.Kind == CelKind.Duration,
        CelTypeKind.List => value.Kind == CelKind.List,
        CelTypeKind.Map => value.Kind == CelKind.Map,
        CelTypeKind.Null => value.Kind == CelKind.Null,
        CelTypeKind.Type => value.Kind == CelKind.Type,
        _ when parameter.IsOptional => value.Kind == CelKind.Optional,
        _ => value.Kind == CelKind.Opaque && value.AsOpaque.Type.Name == parameter.Name,
    };

    private static int HighestVariable(CelType type)
    {
        var highest = type.Variable;
        foreach (var argument in type.Args)
        {
            highest = Math.Max(highest, HighestVariable(argument));
        }

        return highest;
    }
}

/// <summary>A function: a name and its overloads in the order in which they are tried.</summary>
internal sealed class FunctionDeclaration(string name, Overload[] overloads)
{
    public string Name { get; } = name;

    public Overload[] Overloads { get; } = overloads;
}
