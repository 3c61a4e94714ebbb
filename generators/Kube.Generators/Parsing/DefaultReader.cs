using Kube.Schema.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Parsing;

/// <summary>Turns the initialiser of a property into the default of its schema.</summary>
/// <remarks>Most are literals, which syntax alone tells; only the rest asks the semantic model.</remarks>
internal sealed class DefaultReader(Compilation compilation, CancellationToken cancellation)
{
    /// <summary>Whether the expression is <c>null!</c> or <c>default!</c>: a promise to set the member, not a value.</summary>
    public static bool IsPromise(ExpressionSyntax expression) => Strip(expression).Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;

    /// <summary>The value as JSON; none where a schema cannot say it.</summary>
    /// <param name="expression">The initialiser.</param>
    /// <param name="type">The member's type.</param>
    /// <param name="emptyObject">What <c>new()</c> makes, for types whose members all have values.</param>
    public JsonValue? Read(ExpressionSyntax expression, ITypeSymbol type, Func<ITypeSymbol, JsonValue?> emptyObject)
    {
        expression = Strip(expression);
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        switch (expression)
        {
            case LiteralExpressionSyntax literal when literal.Kind() is not (SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression):
                return Converted(literal.Token.Value, type);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax operand }:
                return Converted(Negated(operand.Token.Value), type);
            case MemberAccessExpressionSyntax access when type.TypeKind == TypeKind.Enum && EnumMember((INamedTypeSymbol)type, access.Name.Identifier.ValueText) is { } member:
                return member;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty", Expression: var owner } when type.SpecialType == SpecialType.System_String && owner.ToString() is "string" or "String":
                return JsonValue.Of("");
            case CollectionExpressionSyntax collection when ElementType(type) is { } element:
                return Items(collection.Elements.Select(item => (item as ExpressionElementSyntax)?.Expression), element, emptyObject);
            case CollectionExpressionSyntax { Elements.Count: 0 }:
            case BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } } when TypeShapes.IsMap(type):
                return JsonObject.Empty;
            case ArrayCreationExpressionSyntax { Initializer: { } items } when ElementType(type) is { } element:
                return Items(items.Expressions, element, emptyObject);
            case ImplicitArrayCreationExpressionSyntax { Initializer: { } items } when ElementType(type) is { } element:
                return Items(items.Expressions, element, emptyObject);
            case BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation when ElementType(type) is { } element:
                return creation.Initializer is null ? JsonArray.Empty : Items(creation.Initializer.Expressions, element, emptyObject);
            case BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } } creation:
                return creation is ObjectCreationExpressionSyntax named && named.Type.ToString().Split('.').Last() != type.Name ? null : emptyObject(type);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" }, ArgumentList.Arguments.Count: 0 } when ElementType(type) is not null:
                return JsonArray.Empty;
            case InvocationExpressionSyntax or MemberAccessExpressionSyntax when type.Name == "TimeSpan" && type.ContainingNamespace.IsIn("System"):
                return Duration(expression);
            default:
                return Constant(expression, type);
        }
    }

    private JsonValue? Items(IEnumerable<ExpressionSyntax?> expressions, ITypeSymbol element, Func<ITypeSymbol, JsonValue?> emptyObject)
    {
        var items = new List<JsonValue>();
        foreach (var expression in expressions)
        {
            if (expression is null || Read(expression, element, emptyObject) is not { } item) return null;
            items.Add(item);
        }
        return JsonArray.From(items);
    }

    private JsonValue? Constant(ExpressionSyntax expression, ITypeSymbol type)
    {
        var model = compilation.GetSemanticModel(expression.SyntaxTree);
        var constant = model.GetConstantValue(expression, cancellation);
        if (!constant.HasValue) return null;
        if (type.TypeKind == TypeKind.Enum) return Constants.EnumText((INamedTypeSymbol)type, constant.Value);
        return Converted(constant.Value, type);
    }

    // TimeSpan.FromSeconds(30), TimeSpan.Zero: not constants to the compiler, but to everybody else.
    private static JsonValue? Duration(ExpressionSyntax expression)
    {
        if (expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Zero" }) return JsonValue.Of("0s");
        if (expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax amount }] }) return null;
        var unit = method.Name.Identifier.ValueText switch
        {
            "FromDays" => TimeSpan.TicksPerDay,
            "FromHours" => TimeSpan.TicksPerHour,
            "FromMinutes" => TimeSpan.TicksPerMinute,
            "FromSeconds" => TimeSpan.TicksPerSecond,
            "FromMilliseconds" => TimeSpan.TicksPerMillisecond,
            _ => 0,
        };
        var ticks = amount.Token.Value switch
        {
            int whole => (double)whole * unit,
            long whole => (double)whole * unit,
            double fraction => fraction * unit,
            _ => 0,
        };
        return unit == 0 || ticks != Math.Floor(ticks) || ticks % TimeSpan.TicksPerMillisecond != 0 ? null : JsonValue.Of(DurationText.Format((long)ticks));
    }

    private static JsonValue? EnumMember(INamedTypeSymbol type, string name)
    {
        foreach (var member in type.GetMembers(name))
        {
            if (member is IFieldSymbol { HasConstantValue: true } field) return JsonValue.Of(EnumReader.Text(field));
        }
        return null;
    }

    /// <summary>A constant as the JSON that the codec of the type would write; none where they do not go together.</summary>
    private static JsonValue? Converted(object? value, ITypeSymbol type) => (Constants.Json(value), type.SpecialType) switch
    {
        (JsonString text, SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Object) => text,
        (JsonBoolean truth, SpecialType.System_Boolean or SpecialType.System_Object) => truth,
        (JsonInteger or JsonDouble, SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char) => null,
        (JsonInteger or JsonDouble, >= SpecialType.System_SByte and <= SpecialType.System_Double) => Constants.Json(value),
        (JsonInteger integer, SpecialType.System_Object) => integer,
        (JsonValue scalar, _) when type.Name == "IntOrString" && type.ContainingNamespace.IsIn("Kube") => scalar is JsonInteger or JsonString ? scalar : null,
        (JsonValue scalar, _) when type.Name == "Quantity" && type.ContainingNamespace.IsIn("Kube") => scalar as JsonString,
        _ => null,
    };

    private static object? Negated(object? value) => value switch
    {
        int number => -(long)number,
        uint number => -(long)number,
        long number => -number,
        ulong number => number == 1UL << 63 ? long.MinValue : null,
        float number => -number,
        double number => -number,
        decimal number => -number,
        _ => null,
    };

    private static ITypeSymbol? ElementType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => null,
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol named when TypeTable.FindCollection(named) is { Kind: not CollectionKind.Map } => named.TypeArguments[0],
        _ => null,
    };

    private static ExpressionSyntax Strip(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner: expression = inner.Expression; break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } inner: expression = inner.Operand; break;
                default: return expression;
            }
        }
    }
}

/// <summary>Durations as Go writes them.</summary>
internal static class DurationText
{
    public static string Format(long ticks)
    {
        if (ticks == 0) return "0s";
        var sign = ticks < 0 ? "-" : "";
        var time = Math.Abs(ticks);
        if (time < TimeSpan.TicksPerSecond) return FormattableString.Invariant($"{sign}{time / (decimal)TimeSpan.TicksPerMillisecond:0.####}ms");
        var seconds = time / TimeSpan.TicksPerSecond;
        var hours = seconds >= 3600 ? FormattableString.Invariant($"{seconds / 3600}h") : "";
        var minutes = seconds >= 60 ? FormattableString.Invariant($"{seconds / 60 % 60}m") : "";
        return FormattableString.Invariant($"{sign}{hours}{minutes}{time / (decimal)TimeSpan.TicksPerSecond % 60:0.#######}s");
    }
}
