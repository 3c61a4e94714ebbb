using Kube.Cel.Syntax;
using static Kube.Cel.Library.FunctionTable;

namespace Kube.Cel.Library;

/// <summary>Optional values, from environment 1.28 on.</summary>
internal static class OptionalFunctions
{
    public static void AddTo(FunctionTable table)
    {
        var optional = CelType.Optional(A);
        var list = CelType.List(A);
        var map = CelType.Map(B, A);
        var optionals = CelType.List(optional);
        table
            .Global("optional.of", "optional_of", optional, A, (in value) => CelValue.Optional(value))
            .Global("optional.ofNonZeroValue", "optional_ofNonZeroValue", optional, A, (in value) =>
                IsZero(value) ? CelValue.OptionalNone : CelValue.Optional(value))
            .Global("optional.none", "optional_none", optional, [], _ => CelValue.OptionalNone)
            .Member("value", "optional_value", A, optional, (in value) => value.HasOptionalValue ? value.OptionalValue : CelError.OptionalNoneValue)
            .Member("hasValue", "optional_hasValue", CelType.Bool, optional, (in value) => CelValue.Bool(value.HasOptionalValue))
            .Member("or", "optional_or_optional", optional, optional, optional, (in a, in b) => a.HasOptionalValue ? a : b)
            .Member("orValue", "optional_orValue_value", A, optional, A, (in a, in b) => a.HasOptionalValue ? a.OptionalValue : b)
            .Special(Operators.OptionalSelect, "select_optional_field", optional, CelType.Dyn, CelType.String)
            .Special(Operators.OptionalIndex, "list_optindex_optional_int", optional, list, CelType.Int)
            .Special(Operators.OptionalIndex, "optional_list_optindex_optional_int", optional, CelType.Optional(list), CelType.Int)
            .Special(Operators.OptionalIndex, "map_optindex_optional_value", optional, map, B)
            .Special(Operators.OptionalIndex, "optional_map_optindex_optional_value", optional, CelType.Optional(map), B)
            .Special(Operators.Index, "optional_list_index_int", optional, CelType.Optional(list), CelType.Int)
            .Special(Operators.Index, "optional_map_index_value", optional, CelType.Optional(map), B)
            .Member("last", "list_last", optional, list, (in values) =>
                values.AsList.Count == 0 ? CelValue.OptionalNone : CelValue.Optional(values.AsList[values.AsList.Count - 1]))
            .Member("first", "list_first", optional, list, (in values) =>
                values.AsList.Count == 0 ? CelValue.OptionalNone : CelValue.Optional(values.AsList[0]))
            .Global("optional.unwrap", "optional_unwrap", list, optionals, Unwrap)
            .Member("unwrapOpt", "optional_unwrapOpt", list, optionals, Unwrap);
    }

    private static CelValue Unwrap(in CelValue values)
    {
        var result = new List<CelValue>();
        foreach (var value in values.AsList)
        {
            if (value.Kind != CelKind.Optional)
            {
                return value.IsError ? value : CelValue.Error($"value {value} is not optional");
            }

            if (value.HasOptionalValue)
            {
                result.Add(value.OptionalValue);
            }
        }

        return CelValue.List([.. result]);
    }

    private static bool IsZero(in CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.Bool => !value.AsBool,
        CelKind.Int or CelKind.UInt or CelKind.Duration => value.AsInt == 0,
        CelKind.Double => value.AsDouble == 0,
        CelKind.String => value.AsString.Length == 0,
        CelKind.Bytes => value.AsBytes.Length == 0,
        CelKind.List => value.AsList.Count == 0,
        CelKind.Map => value.AsMap.Count == 0,
        CelKind.Timestamp => value.UnixSeconds == Kubernetes.Timestamp.MinUnixSeconds && value.Nanos == 0,
        CelKind.Optional => !value.HasOptionalValue,
        CelKind.Opaque => value.AsOpaque.IsZero,
        _ => false,
    };
}
