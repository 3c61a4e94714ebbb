namespace Kube.Cel.Syntax;

/// <summary>The names under which operators are functions, as the reference implementation has them.</summary>
internal static class Operators
{
    public const string Conditional = "_?_:_";
    public const string And = "_&&_";
    public const string Or = "_||_";
    public const string Not = "!_";
    public const string Equal = "_==_";
    public const string NotEqual = "_!=_";
    public const string Less = "_<_";
    public const string LessOrEqual = "_<=_";
    public const string Greater = "_>_";
    public const string GreaterOrEqual = "_>=_";
    public const string In = "@in";
    public const string Add = "_+_";
    public const string Subtract = "_-_";
    public const string Multiply = "_*_";
    public const string Divide = "_/_";
    public const string Modulo = "_%_";
    public const string Negate = "-_";
    public const string Index = "_[_]";
    public const string OptionalIndex = "_[?_]";
    public const string OptionalSelect = "_?._";
    public const string NotStrictlyFalse = "@not_strictly_false";

    /// <summary>Whether the reference parser counts a call of this operator towards its nesting limit (&amp;&amp;, || and the unary ones it does not).</summary>
    public static bool CountsTowardsDepth(string function) => function switch
    {
        Conditional or Equal or NotEqual or Less or LessOrEqual or Greater or GreaterOrEqual or In
            or Add or Subtract or Multiply or Divide or Modulo or Index or OptionalIndex or OptionalSelect => true,
        _ => false,
    };
}
