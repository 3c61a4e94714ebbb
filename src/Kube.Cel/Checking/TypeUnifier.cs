namespace Kube.Cel.Checking;

/// <summary>Finds out whether types fit each other, and binds type variables on the way.</summary>
/// <remarks>The rules, order included, are those of the reference checker, since they decide which overloads fit. Bindings of a failed attempt are undone.</remarks>
internal sealed class TypeUnifier
{
    private readonly List<CelType?> _bindings = [];

    // What to undo: variables, and what they were bound to before.
    private readonly List<int> _changed = [];
    private readonly List<CelType?> _before = [];

    public CelType NewVariable()
    {
        _bindings.Add(null);
        return Variables.Get(_bindings.Count - 1);
    }

    /// <summary>Fresh variables for the type parameters of a signature; returns the number of the first.</summary>
    public int NewVariables(int count)
    {
        var first = _bindings.Count;
        for (var i = 0; i < count; i++)
        {
            _bindings.Add(null);
        }

        return first;
    }

    /// <summary>A signature's type with its parameters replaced by the variables from <paramref name="first"/> on.</summary>
    public static CelType Instantiate(CelType type, int first)
    {
        if (!type.HasVariables)
        {
            return type;
        }

        return type.Kind == CelTypeKind.TypeParameter
            ? Variables.Get(first + type.Variable)
            : type.With(Array.ConvertAll(type.Args, a => Instantiate(a, first)));
    }

    public bool IsAssignable(CelType left, CelType right)
    {
        var mark = _changed.Count;
        if (Assign(left, right))
        {
            return true;
        }

        Undo(mark);
        return false;
    }

    public bool AreAssignable(IReadOnlyList<CelType> left, CelType[] right, int firstVariable)
    {
        if (left.Count != right.Length)
        {
            return false;
        }

        var mark = _changed.Count;
        for (var i = 0; i < right.Length; i++)
        {
            if (!Assign(left[i], Instantiate(right[i], firstVariable)))
            {
                Undo(mark);
                return false;
            }
        }

        return true;
    }

    /// <summary>The type with bound variables filled in; unbound ones become <c>dyn</c> when asked.</summary>
    public CelType Substitute(CelType type, bool unboundToDyn)
    {
        if (!type.HasVariables)
        {
            return type;
        }

        if (type.Kind == CelTypeKind.TypeParameter)
        {
            return _bindings[type.Variable] is { } bound ? Substitute(bound, unboundToDyn) : unboundToDyn ? CelType.Dyn : type;
        }

        return type.With(Array.ConvertAll(type.Args, a => Substitute(a, unboundToDyn)));
    }

    /// <summary>The more general of two types that fit each other.</summary>
    public static CelType MostGeneral(CelType left, CelType right) =>
        right.Kind == CelTypeKind.Null || IsEqualOrLessSpecific(left, right) ? left : right;

    private void Undo(int mark)
    {
        for (var i = _changed.Count - 1; i >= mark; i--)
        {
            _bindings[_changed[i]] = _before[i];
        }

        _changed.RemoveRange(mark, _changed.Count - mark);
        _before.RemoveRange(mark, _before.Count - mark);
    }

    private void Bind(int variable, CelType type)
    {
        _changed.Add(variable);
        _before.Add(_bindings[variable]);
        _bindings[variable] = type;
    }

    private bool Assign(CelType left, CelType right)
    {
        if (ReferenceEquals(left, right) && !left.HasVariables)
        {
            return true;
        }

        if (right.Kind == CelTypeKind.TypeParameter)
        {
            var (valid, bound) = SubstitutesFor(left, right);
            if (valid || bound)
            {
                return valid;
            }
        }

        if (left.Kind == CelTypeKind.TypeParameter)
        {
            return SubstitutesFor(right, left).Valid;
        }

        if (left.IsDynOrError || right.IsDynOrError)
        {
            return true;
        }

        if (left.Kind == CelTypeKind.Null || right.Kind == CelTypeKind.Null)
        {
            return IsNullable(left.Kind == CelTypeKind.Null ? right : left);
        }

        return left.Kind switch
        {
            CelTypeKind.Type => right.Kind == CelTypeKind.Type,
            CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Opaque =>
                left.Kind == right.Kind && left.Name == right.Name && AssignAll(left.Args, right.Args),
            _ => left.Kind == right.Kind && left.Name == right.Name,
        };
    }

    private bool AssignAll(CelType[] left, CelType[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (!Assign(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="type"/> may stand for <paramref name="variable"/>, and whether the variable was bound before.</summary>
    private (bool Valid, bool Bound) SubstitutesFor(CelType type, CelType variable)
    {
        if (type.Equals(variable))
        {
            return (true, true);
        }

        if (_bindings[variable.Variable] is { } bound)
        {
            if (type.Equals(bound))
            {
                return (true, true);
            }

            if (!Assign(type, bound))
            {
                return (false, true);
            }

            var general = MostGeneral(type, bound);
            if (!OccursIn(variable, general))
            {
                Bind(variable.Variable, general);
            }

            return (true, true);
        }

        if (OccursIn(variable, type))
        {
            return (false, false);
        }

        Bind(variable.Variable, type);
        return (true, false);
    }

    private bool OccursIn(CelType variable, CelType type)
    {
        if (!type.HasVariables)
        {
            return false;
        }

        if (type.Kind == CelTypeKind.TypeParameter)
        {
            return type.Variable == variable.Variable || (_bindings[type.Variable] is { } bound && OccursIn(variable, bound));
        }

        return Array.Exists(type.Args, a => OccursIn(variable, a));
    }

    // Message-like types take null in the reference checker; Kubernetes' objects are such types.
    private static bool IsNullable(CelType type) =>
        type.Kind is CelTypeKind.Null or CelTypeKind.Opaque or CelTypeKind.Object or CelTypeKind.Timestamp or CelTypeKind.Duration;

    private static bool IsEqualOrLessSpecific(CelType left, CelType right)
    {
        if (left.Kind is CelTypeKind.Dyn or CelTypeKind.TypeParameter)
        {
            return true;
        }

        if (right.Kind is CelTypeKind.Dyn or CelTypeKind.TypeParameter || left.Kind != right.Kind)
        {
            return false;
        }

        if (left.Kind == CelTypeKind.Type)
        {
            return true;
        }

        if (left.Kind is not (CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Opaque))
        {
            return left.Equals(right);
        }

        if (left.Name != right.Name || left.Args.Length != right.Args.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Args.Length; i++)
        {
            if (!IsEqualOrLessSpecific(left.Args[i], right.Args[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type objects of low-numbered variables, shared by all compilations.</summary>
    private static class Variables
    {
        private static readonly CelType[] Cache = Make();

        public static CelType Get(int number) => number < Cache.Length ? Cache[number] : CelType.Parameter(number);

        private static CelType[] Make()
        {
            var types = new CelType[256];
            for (var i = 0; i < types.Length; i++)
            {
                types[i] = CelType.Parameter(i);
            }

            return types;
        }
    }
}
