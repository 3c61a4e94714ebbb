using System.Globalization;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Compile-time constants as JSON.</summary>
internal static class Constants
{
    /// <summary>A constant of an attribute; an enum member as its text on the wire. None where JSON has no such value.</summary>
    public static JsonValue? Json(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Enum when constant.Type is INamedTypeSymbol type => EnumText(type, constant.Value),
        TypedConstantKind.Array when !constant.IsNull =>
            constant.Values.Select(Json).ToArray() is var items && items.All(item => item is not null) ? JsonArray.From(items!) : null,
        TypedConstantKind.Primitive => Json(constant.Value),
        _ => null,
    };

    /// <summary>A constant as JSON.</summary>
    public static JsonValue? Json(object? value) => value switch
    {
        bool truth => JsonValue.Of(truth),
        string text => JsonValue.Of(text),
        char letter => JsonValue.Of(letter.ToString()),
        double number => Number(number),
        float number => Number(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        decimal number => number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue ? JsonValue.Of((long)number) : Number((double)number),
        ulong number => number <= long.MaxValue ? JsonValue.Of((long)number) : Number(number),
        IConvertible number and (sbyte or byte or short or ushort or int or uint or long) => JsonValue.Of(number.ToInt64(CultureInfo.InvariantCulture)),
        _ => null,
    };

    /// <summary>The text on the wire of the enum member with this value.</summary>
    public static JsonValue? EnumText(INamedTypeSymbol type, object? value)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value)) return JsonValue.Of(EnumReader.Text(field));
        }
        return null;
    }

    private static JsonValue? Number(double number) =>
        double.IsNaN(number) || double.IsInfinity(number) ? null
        : number == Math.Floor(number) && Math.Abs(number) < 1e15 ? JsonValue.Of((long)number)
        : JsonValue.Of(number);
}
