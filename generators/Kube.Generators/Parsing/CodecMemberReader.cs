using System.Globalization;
using Kube.CodeModel;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>What a codec has to know of a member.</summary>
internal static class CodecMemberReader
{
    public static CodecMember Read(Member member, string codec, INamedTypeSymbol type, bool isNullable)
    {
        var nullness = member.Type.Nullness();
        var mayBeNull = member.Type.MayBeNull();
        return new CodecMember
        {
            Name = CSharp.Identifier(member.Symbol.Name),
            JsonName = member.JsonName,
            Type = member.Type.Code(),
            Codec = codec,
            Nullness = nullness,
            Setter = member.Setter,
            Parameter = member.Setter == Setter.Constructor ? CSharp.Identifier(member.Parameter!.Name) : null,
            ParameterDefault = member.Parameter is { HasExplicitDefaultValue: true } parameter ? DefaultText(parameter) : null,
            Host = member.Setter == Setter.Accessor ? Host(member, type) : null,
            HasRequiredModifier = member.HasRequiredModifier,
            IsRequired = member.Setter != Setter.None && (member.HasRequiredModifier || member.Annotations.IsRequired
                || (!mayBeNull && !member.HasInitialValue && (member.Parameter is not null || nullness == Nullness.Reference))),
            WriteWhen = member.Annotations.Ignore switch
            {
                IgnoreWhen.Writing => WriteWhen.Never,
                IgnoreWhen.WritingDefault => WriteWhen.NotDefault,
                _ => isNullable && mayBeNull ? WriteWhen.Always : WriteWhen.NotNull,
            },
            IsField = member.Symbol is IFieldSymbol,
        };
    }

    private static AccessorHost? Host(Member member, INamedTypeSymbol type)
    {
        var declaring = member.Symbol.ContainingType;
        if (!declaring.IsGenericType)
        {
            return SymbolEqualityComparer.Default.Equals(declaring, type) ? null : new AccessorHost(declaring.CodeNotNull(), "", "", "", "");
        }
        return Host(declaring, ((IPropertySymbol)member.Symbol.OriginalDefinition).Type);
    }

    /// <summary>A generic type as accessors have to name it; none for others.</summary>
    public static AccessorHost? Host(INamedTypeSymbol type, ITypeSymbol? member = null)
    {
        if (!type.IsGenericType) return null;
        var open = type.OriginalDefinition;
        // A type inside a generic one is generic in what that has, to the runtime, too.
        var parameters = Around(open).SelectMany(at => at.TypeParameters).ToArray();
        return new AccessorHost(
            open.CodeNotNull(),
            string.Join(", ", parameters.Select(parameter => parameter.Name)),
            string.Join(", ", Around(type).SelectMany(at => at.TypeArguments).Select(argument => argument.Code())),
            string.Join(" ", parameters.Select(Constraints).Where(text => text.Length > 0)),
            member?.Code() ?? "");
    }

    /// <summary>The types around a type, the outermost first, and the type.</summary>
    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type) => type.ContainingType is { } outer ? Around(outer).Append(type) : [type];

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var list = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint) list.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) list.Add("struct");
        else if (parameter.HasReferenceTypeConstraint) list.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint) list.Add("notnull");
        list.AddRange(parameter.ConstraintTypes.Select(type => type.Code()));
        if (parameter.HasConstructorConstraint) list.Add("new()");
        return list.Count == 0 ? "" : $"where {parameter.Name} : {string.Join(", ", list)}";
    }

    private static string? DefaultText(IParameterSymbol parameter)
    {
        var value = parameter.ExplicitDefaultValue;
        if (value is null) return null;
        var text = value switch
        {
            bool truth => truth ? "true" : "false",
            string literal => CSharp.Literal(literal),
            char letter => $"(char){(int)letter}",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
            double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        var type = parameter.Type.IsNullableValue(out var inner) ? inner : parameter.Type;
        return type.TypeKind == TypeKind.Enum ? $"({type.Code()})({text})" : text;
    }
}
