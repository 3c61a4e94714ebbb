using System.Globalization;
using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>What a value must be, from <c>System.ComponentModel.DataAnnotations</c> and attributes of our own.</summary>
internal sealed class Constraints
{
    private long? _minLength, _maxLength, _minProperties, _maxProperties;
    private double? _minimum, _maximum, _multipleOf;
    private bool _minimumIsExclusive, _maximumIsExclusive;
    private string? _pattern, _format;
    private JsonValue[] _allowed = [];
    private List<AttributeData>? _rules;
    private List<(AttributeData Attribute, string Kind)>? _attributes;

    /// <summary>CEL rules.</summary>
    public List<AttributeData> Rules => _rules ??= [];

    /// <summary>Takes in a constraint attribute; others are passed over.</summary>
    public void Read(AttributeData attribute, string name, INamespaceSymbol space, bool isOurs)
    {
        if (isOurs)
        {
            switch (name)
            {
                case "MultipleOfAttribute": _multipleOf = Number(attribute.Argument(0)); break;
                case "FormatAttribute": _format = attribute.Text(0); break;
                case "MinPropertiesAttribute": _minProperties = Whole(attribute.Argument(0)); break;
                case "MaxPropertiesAttribute": _maxProperties = Whole(attribute.Argument(0)); break;
                default: return;
            }
            (_attributes ??= []).Add((attribute, name is "MultipleOfAttribute" ? "number" : name is "FormatAttribute" ? "scalar" : "map"));
            return;
        }
        if (!space.IsIn(Annotations.DataAnnotations)) return;
        switch (name)
        {
            case "MinLengthAttribute": _minLength = Whole(attribute.Argument(0)); Add("length"); break;
            case "MaxLengthAttribute": _maxLength = Whole(attribute.Argument(0)); Add("length"); break;
            case "LengthAttribute":
                _minLength = Whole(attribute.Argument(0));
                _maxLength = Whole(attribute.Argument(1));
                Add("length");
                break;
            case "StringLengthAttribute":
                _maxLength = Whole(attribute.Argument(0));
                _minLength = Whole(attribute.Named("MinimumLength")) ?? _minLength;
                Add("string");
                break;
            case "RangeAttribute":
                var bounds = attribute.ConstructorArguments.Length == 3 ? 1 : 0;
                _minimum = Finite(Number(attribute.Argument(bounds)));
                _maximum = Finite(Number(attribute.Argument(bounds + 1)));
                _minimumIsExclusive = _minimum is not null && attribute.Named("MinimumIsExclusive") is true;
                _maximumIsExclusive = _maximum is not null && attribute.Named("MaximumIsExclusive") is true;
                Add("number");
                break;
            case "RegularExpressionAttribute":
                // .NET matches the whole value, OpenAPI anywhere in it.
                _pattern = attribute.Text(0) is { } pattern ? Anchored(pattern) : null;
                Add("string");
                break;
            case "AllowedValuesAttribute":
                _allowed = attribute.ConstructorArguments.Length == 1 ? Allowed(attribute.ConstructorArguments[0]) : [];
                Add("scalar");
                break;
            case "UrlAttribute": _format = "uri"; Add("string"); break;
            case "EmailAddressAttribute": _format = "email"; Add("string"); break;
            case "Base64StringAttribute": _format = "byte"; Add("string"); break;
            default: break;
        }

        void Add(string kind) => (_attributes ??= []).Add((attribute, kind));
    }

    /// <summary>Takes in <c>[Items]</c> or <c>[Values]</c>.</summary>
    public void ReadElement(AttributeData attribute)
    {
        _minLength = Whole(attribute.Named("MinLength")) is { } fewest and >= 0 ? fewest : null;
        _maxLength = Whole(attribute.Named("MaxLength")) is { } most and >= 0 ? most : null;
        _pattern = attribute.Named("Pattern") as string;
        _minimum = Finite(Number(attribute.Named("Minimum")));
        _maximum = Finite(Number(attribute.Named("Maximum")));
        _minimumIsExclusive = _minimum is not null && attribute.Named("MinimumIsExclusive") is true;
        _maximumIsExclusive = _maximum is not null && attribute.Named("MaximumIsExclusive") is true;
        _multipleOf = Finite(Number(attribute.Named("MultipleOf")));
        _format = attribute.Named("Format") as string;
        _allowed = Allowed(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "AllowedValues").Value);
        if (_minLength is not null || _maxLength is not null) (_attributes ??= []).Add((attribute, "length"));
        if (_minimum is not null || _maximum is not null || _multipleOf is not null) (_attributes ??= []).Add((attribute, "number"));
        if (_pattern is not null) (_attributes ??= []).Add((attribute, "string"));
        if (_allowed.Length > 0) (_attributes ??= []).Add((attribute, "scalar"));
    }

    /// <summary>Whether nothing is said.</summary>
    public bool IsEmpty => _attributes is null && _rules is null && _format is null && _allowed.Length == 0;

    /// <summary>The schema with these constraints.</summary>
    public JsonSchemaProps Apply(JsonSchemaProps schema, string member, Findings findings)
    {
        if (IsEmpty) return schema;
        foreach (var (attribute, kind) in _attributes ?? [])
        {
            if (!Fits(kind, schema)) findings.Add(FindingRule.ConstraintDoesNotApply, attribute.Location(), [attribute.ShortName(), member, .. ConstraintAdvice.Of(attribute, kind, schema)]);
        }
        // One copy for all: this runs for every constrained member at every keystroke.
        var (minimum, maximum) = (Within(_minimum, schema.Format), Within(_maximum, schema.Format));
        var (isNumber, isText, isList, isMap) = (schema.Type is "integer" or "number", schema.Type == "string", schema.Type == "array", schema.Type == "object");
        return schema with
        {
            Format = _format ?? schema.Format,
            Pattern = isText ? _pattern ?? schema.Pattern : schema.Pattern,
            Enum = _allowed.Length > 0 ? _allowed : schema.Enum,
            XValidations = _rules is not null ? schema.XValidations.Concat(_rules.Select(rule => RuleReader.Read(rule, findings))).ToArray() : schema.XValidations,
            Minimum = isNumber ? minimum ?? schema.Minimum : schema.Minimum,
            ExclusiveMinimum = isNumber && minimum is not null ? _minimumIsExclusive : schema.ExclusiveMinimum,
            Maximum = isNumber ? maximum ?? schema.Maximum : schema.Maximum,
            ExclusiveMaximum = isNumber && maximum is not null ? _maximumIsExclusive : schema.ExclusiveMaximum,
            MultipleOf = isNumber ? _multipleOf ?? schema.MultipleOf : schema.MultipleOf,
            MinLength = isText ? _minLength ?? schema.MinLength : schema.MinLength,
            MaxLength = isText ? _maxLength ?? schema.MaxLength : schema.MaxLength,
            MinItems = isList ? _minLength ?? schema.MinItems : schema.MinItems,
            MaxItems = isList ? _maxLength ?? schema.MaxItems : schema.MaxItems,
            MinProperties = isMap ? _minProperties ?? _minLength ?? schema.MinProperties : schema.MinProperties,
            MaxProperties = isMap ? _maxProperties ?? _maxLength ?? schema.MaxProperties : schema.MaxProperties,
        };
    }

    private static JsonValue[] Allowed(TypedConstant values) =>
        values is { Kind: TypedConstantKind.Array, IsNull: false } ? [.. values.Values.Select(Constants.Json).OfType<JsonValue>()] : [];

    private static bool Fits(string kind, JsonSchemaProps schema) => kind switch
    {
        "number" => schema.Type is "integer" or "number",
        "string" => schema.Type == "string",
        "length" => schema.Type is "string" or "array" or "object",
        "map" => schema.Type == "object",
        _ => schema.Type is not ("object" or "array"),
    };

    private static string Anchored(string pattern) => pattern.StartsWith("^", StringComparison.Ordinal) && pattern.EndsWith("$", StringComparison.Ordinal)
        && !pattern.EndsWith("\\$", StringComparison.Ordinal) && pattern.IndexOf('|') < 0
            ? pattern
            : $"^(?:{pattern})$";

    private static long? Whole(object? value) => value switch
    {
        int number => number,
        long number => number,
        _ => null,
    };

    private static double? Number(object? value) => value switch
    {
        null => null,
        double number => number,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    // An API server refuses every value of a schema whose bound is no value of its format; to C# such a bound says nothing. long.MaxValue as a double is one too many.
    private static double? Within(double? bound, string? format) => (format, bound) switch
    {
        ("int32", < int.MinValue or > int.MaxValue) or ("int64", < long.MinValue or >= 9223372036854775808.0) or ("float", < float.MinValue or > float.MaxValue) => null,
        _ => bound,
    };

    private static double? Finite(double? value) => value is { } number && !double.IsNaN(number) && !double.IsInfinity(number) ? number : null;
}
