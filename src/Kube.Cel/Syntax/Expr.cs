namespace Kube.Cel.Syntax;

/// <summary>A stretch of an expression's text, in UTF-16 code units.</summary>
/// <param name="Start">Offset of the first code unit.</param>
/// <param name="End">Offset just past the last code unit.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>How many code units the span covers.</summary>
    public int Length => End - Start;
}

/// <summary>A node of a parsed expression. Macros are already expanded.</summary>
/// <remarks>
/// <see cref="Type"/> and the overloads of calls are filled in by the checker; a node belongs to one compilation and is not changed afterwards.
/// </remarks>
public abstract class Expr
{
    private protected Expr(int id, TextSpan span, int position, int depth)
    {
        Id = id;
        Span = span;
        Position = position;
        Depth = depth;
    }

    /// <summary>A small number unique within the expression, usable as an index.</summary>
    public int Id { get; }

    /// <summary>The text the node was read from; for nodes made by a macro, the macro call.</summary>
    public TextSpan Span { get; }

    /// <summary>The offset the reference implementation reports errors at: an operator's token, a call's <c>(</c>, a selection's dot.</summary>
    public int Position { get; }

    /// <summary>The node's type after checking; null before.</summary>
    public CelType? Type { get; internal set; }

    /// <summary>How deep the compound syntax below this node is nested, as the reference parser counts it.</summary>
    internal int Depth { get; }
}

/// <summary>A literal of a scalar type.</summary>
public sealed class LiteralExpr : Expr
{
    internal LiteralExpr(int id, TextSpan span, CelValue value) : base(id, span, span.Start, 0) => Value = value;

    /// <summary>The literal's value.</summary>
    public CelValue Value { get; }
}

/// <summary>A name: a variable, a type, or the first part of a qualified name.</summary>
public sealed class IdentExpr : Expr
{
    internal IdentExpr(int id, TextSpan span, int position, string name) : base(id, span, position, 0) => Name = name;

    /// <summary>The name as written, or fully qualified once checked. A leading dot means the root of all names.</summary>
    public string Name { get; internal set; }

    internal Checking.IdentReference? Reference { get; set; }
}

/// <summary><c>operand.field</c>, or the presence test that <c>has(operand.field)</c> expands to.</summary>
public sealed class SelectExpr : Expr
{
    internal SelectExpr(int id, TextSpan span, int position, Expr operand, string field, TextSpan fieldSpan, bool testOnly)
        : base(id, span, position, operand.Depth + 1)
    {
        Operand = operand;
        Field = field;
        FieldSpan = fieldSpan;
        TestOnly = testOnly;
    }

    /// <summary>What is selected from.</summary>
    public Expr Operand { get; }

    /// <summary>The field's name as written.</summary>
    public string Field { get; }

    /// <summary>Where the field's name stands.</summary>
    public TextSpan FieldSpan { get; }

    /// <summary>True for <c>has(operand.field)</c>.</summary>
    public bool TestOnly { get; }

    /// <summary>The declared field, once the checker has found one.</summary>
    internal CelField? ResolvedField { get; set; }

    /// <summary>Set when the whole chain turned out to be one qualified name.</summary>
    internal Checking.IdentReference? Reference { get; set; }
}

/// <summary>A call of a function or operator, in global (<c>f(x)</c>) or member (<c>x.f()</c>) style.</summary>
public sealed class CallExpr : Expr
{
    internal CallExpr(int id, TextSpan span, int position, string function, TextSpan functionSpan, Expr? target, IReadOnlyList<Expr> arguments)
        : base(id, span, position, DepthOf(function, target, arguments))
    {
        Function = function;
        FunctionSpan = functionSpan;
        Target = target;
        Arguments = arguments;
    }

    /// <summary>The function's name; operators have the reference implementation's names, such as <c>_==_</c>.</summary>
    public string Function { get; internal set; }

    /// <summary>Where the name or operator stands.</summary>
    public TextSpan FunctionSpan { get; }

    /// <summary>The receiver of a member call; null for a global one.</summary>
    public Expr? Target { get; internal set; }

    /// <summary>The arguments, without the receiver.</summary>
    public IReadOnlyList<Expr> Arguments { get; }

    /// <summary>The overloads that fit the argument types; several when a type is only known at run time.</summary>
    internal Library.Overload[]? Overloads { get; set; }

    /// <summary>For <c>_?._</c> on an object type: the declared field.</summary>
    internal CelField? ResolvedField { get; set; }

    internal bool Resolves(string overloadId) => Overloads is { Length: 1 } one && one[0].Id == overloadId;

    private static int DepthOf(string function, Expr? target, IReadOnlyList<Expr> arguments)
    {
        var depth = target?.Depth ?? 0;
        foreach (var argument in arguments)
        {
            depth = Math.Max(depth, argument.Depth);
        }

        return Operators.CountsTowardsDepth(function) || target is not null ? depth + 1 : depth;
    }
}

/// <summary>A list literal; elements may be optional (<c>[?x]</c>).</summary>
public sealed class ListExpr : Expr
{
    internal ListExpr(int id, TextSpan span, int position, IReadOnlyList<Expr> elements, IReadOnlyList<int> optionalIndices)
        : base(id, span, position, elements.Count == 0 ? 0 : elements.Max(e => e.Depth))
    {
        Elements = elements;
        OptionalIndices = optionalIndices;
    }

    /// <summary>The elements in order.</summary>
    public IReadOnlyList<Expr> Elements { get; }

    /// <summary>Indexes of the elements written with <c>?</c>.</summary>
    public IReadOnlyList<int> OptionalIndices { get; }

    internal bool IsOptional(int index) => OptionalIndices.Count != 0 && OptionalIndices.Contains(index);
}

/// <summary>One entry of a map literal, or one field of an object literal.</summary>
/// <param name="Key">The key of a map entry; null for a field.</param>
/// <param name="Field">The name of a field; null for a map entry.</param>
/// <param name="Value">The value.</param>
/// <param name="Optional">True when written with <c>?</c>.</param>
/// <param name="Position">Offset of the colon, where errors about the entry are reported.</param>
public sealed record EntryExpr(Expr? Key, string? Field, Expr Value, bool Optional, int Position);

/// <summary>A map literal.</summary>
public sealed class MapExpr : Expr
{
    internal MapExpr(int id, TextSpan span, int position, IReadOnlyList<EntryExpr> entries)
        : base(id, span, position, entries.Count == 0 ? 0 : entries.Max(e => Math.Max(e.Key!.Depth, e.Value.Depth)))
        => Entries = entries;

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<EntryExpr> Entries { get; }
}

/// <summary>An object literal, <c>Type{field: value}</c>. Kubernetes has no type that can be made this way.</summary>
public sealed class StructExpr : Expr
{
    internal StructExpr(int id, TextSpan span, int position, string typeName, IReadOnlyList<EntryExpr> fields)
        : base(id, span, position, fields.Count == 0 ? 0 : fields.Max(f => f.Value.Depth))
    {
        TypeName = typeName;
        Fields = fields;
    }

    /// <summary>The type's name as written.</summary>
    public string TypeName { get; }

    /// <summary>The fields in order.</summary>
    public IReadOnlyList<EntryExpr> Fields { get; }
}

/// <summary>A fold over a list or map: what the macros <c>all</c>, <c>exists</c>, <c>map</c>, … expand to.</summary>
public sealed class ComprehensionExpr : Expr
{
    internal ComprehensionExpr(int id, TextSpan span, int position, ComprehensionParts parts)
        : base(id, span, position, parts.MaxDepth) => Parts = parts;

    /// <summary>The variables and the six expressions of the fold.</summary>
    public ComprehensionParts Parts { get; }
}

/// <summary>The parts of a fold: <c>for (iterationVariable in range) if (condition) accumulator = step;</c> and then <c>result</c>.</summary>
/// <param name="Range">The list or map to iterate.</param>
/// <param name="IterationVariable">Element of a list, key of a map; with two variables the index or key.</param>
/// <param name="SecondVariable">With two variables the element or value; else null.</param>
/// <param name="AccumulatorVariable">The accumulator's name.</param>
/// <param name="AccumulatorInit">The accumulator's first value.</param>
/// <param name="Condition">The loop stops when this is false.</param>
/// <param name="Step">The accumulator's next value.</param>
/// <param name="Result">The value of the whole, in which only the accumulator is visible.</param>
public sealed record ComprehensionParts(
    Expr Range, string IterationVariable, string? SecondVariable, string AccumulatorVariable, Expr AccumulatorInit, Expr Condition, Expr Step, Expr Result)
{
    internal int MaxDepth => Math.Max(Math.Max(Math.Max(Range.Depth, AccumulatorInit.Depth), Math.Max(Condition.Depth, Step.Depth)), Result.Depth);

    /// <summary>True for the one-shot folds that bind a name (<c>optMap</c>, <c>sortBy</c>) instead of looping.</summary>
    internal bool IsBinding =>
        Range is ListExpr { Elements.Count: 0 } && Condition is LiteralExpr { Value: { Kind: CelKind.Bool, AsBool: false } }
        && AccumulatorVariable != Macros.Accumulator;
}
