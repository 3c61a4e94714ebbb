using Kube.Cel.Syntax;
using static Kube.Cel.Library.FunctionTable;

namespace Kube.Cel.Library;

/// <summary>The operators and functions every CEL environment has.</summary>
internal static class StandardLibrary
{
    private static readonly (string Name, CelType Type)[] Ordered =
    [
        ("bool", CelType.Bool), ("int64", CelType.Int), ("uint64", CelType.UInt), ("double", CelType.Double), ("string", CelType.String),
        ("bytes", CelType.Bytes), ("timestamp", CelType.Timestamp), ("duration", CelType.Duration),
    ];

    public static void AddTo(FunctionTable table)
    {
        AddLogic(table);
        AddArithmetic(table);
        AddComparisons(table);
        AddContainers(table);
        AddConversions(table);
        AddText(table);
        AddTime(table);
    }

    private static void AddLogic(FunctionTable table) => table
        .Special(Operators.Conditional, "conditional", A, CelType.Bool, A, A)
        .Special(Operators.And, "logical_and", CelType.Bool, CelType.Bool, CelType.Bool)
        .Special(Operators.Or, "logical_or", CelType.Bool, CelType.Bool, CelType.Bool)
        .Global(Operators.Not, "logical_not", CelType.Bool, CelType.Bool, Arithmetic.Not)
        .Special(Operators.NotStrictlyFalse, "not_strictly_false", CelType.Bool, CelType.Bool)
        .Special(Operators.Equal, "equals", CelType.Bool, A, A)
        .Special(Operators.NotEqual, "not_equals", CelType.Bool, A, A);

    private static void AddArithmetic(FunctionTable table)
    {
        Binary(Operators.Add, Arithmetic.Add, ("add_bytes", CelType.Bytes), ("add_double", CelType.Double), ("add_duration_duration", CelType.Duration));
        table
            .Global(Operators.Add, "add_duration_timestamp", CelType.Timestamp, CelType.Duration, CelType.Timestamp, Arithmetic.Add)
            .Global(Operators.Add, "add_timestamp_duration", CelType.Timestamp, CelType.Timestamp, CelType.Duration, Arithmetic.Add);
        Binary(Operators.Add, Arithmetic.Add, ("add_int64", CelType.Int), ("add_list", ListOfA), ("add_string", CelType.String), ("add_uint64", CelType.UInt));
        Binary(Operators.Divide, Arithmetic.Divide, ("divide_double", CelType.Double), ("divide_int64", CelType.Int), ("divide_uint64", CelType.UInt));
        Binary(Operators.Modulo, Arithmetic.Modulo, ("modulo_int64", CelType.Int), ("modulo_uint64", CelType.UInt));
        Binary(
            Operators.Multiply, Arithmetic.Multiply, ("multiply_double", CelType.Double), ("multiply_int64", CelType.Int), ("multiply_uint64", CelType.UInt));
        table
            .Global(Operators.Negate, "negate_double", CelType.Double, CelType.Double, Arithmetic.Negate)
            .Global(Operators.Negate, "negate_int64", CelType.Int, CelType.Int, Arithmetic.Negate);
        Binary(
            Operators.Subtract,
            Arithmetic.Subtract,
            ("subtract_double", CelType.Double),
            ("subtract_duration_duration", CelType.Duration),
            ("subtract_int64", CelType.Int));
        table
            .Global(Operators.Subtract, "subtract_timestamp_duration", CelType.Timestamp, CelType.Timestamp, CelType.Duration, Arithmetic.Subtract)
            .Global(Operators.Subtract, "subtract_timestamp_timestamp", CelType.Duration, CelType.Timestamp, CelType.Timestamp, Arithmetic.Subtract);
        Binary(Operators.Subtract, Arithmetic.Subtract, ("subtract_uint64", CelType.UInt));

        void Binary(string name, BinaryFunction body, params (string Id, CelType Type)[] overloads)
        {
            foreach (var (id, type) in overloads)
            {
                table.Global(name, id, type, type, type, body);
            }
        }
    }

    private static void AddComparisons(FunctionTable table)
    {
        var numbers = Ordered.Where(t => t.Name is "int64" or "uint64" or "double").ToArray();
        foreach (var (name, prefix, body) in new (string, string, BinaryFunction)[]
        {
            (Operators.Less, "less", Arithmetic.Less),
            (Operators.LessOrEqual, "less_equals", Arithmetic.LessOrEqual),
            (Operators.Greater, "greater", Arithmetic.Greater),
            (Operators.GreaterOrEqual, "greater_equals", Arithmetic.GreaterOrEqual),
        })
        {
            foreach (var (type, celType) in Ordered)
            {
                table.Since(0).Global(name, $"{prefix}_{type}", CelType.Bool, celType, celType, body);
            }

            // Comparing numbers of different types came with environment 1.28.
            table.Since(28);
            foreach (var left in numbers)
            {
                foreach (var right in numbers.Where(r => r.Name != left.Name))
                {
                    table.Global(name, $"{prefix}_{left.Name}_{right.Name}", CelType.Bool, left.Type, right.Type, body);
                }
            }

            table.Since(0);
        }
    }

    private static void AddContainers(FunctionTable table)
    {
        table
            .Special(Operators.Index, "index_list", A, ListOfA, CelType.Int)
            .Special(Operators.Index, "index_map", B, MapOfAB, A)
            .Global(Operators.In, "in_list", CelType.Bool, A, ListOfA, Arithmetic.In)
            .Global(Operators.In, "in_map", CelType.Bool, A, MapOfAB, Arithmetic.In);
        foreach (var (name, type) in new[] { ("bytes", CelType.Bytes), ("list", ListOfA), ("map", MapOfAB), ("string", CelType.String) })
        {
            table
                .Global("size", "size_" + name, CelType.Int, type, Arithmetic.Size)
                .Member("size", name + "_size", CelType.Int, type, Arithmetic.Size);
        }
    }

    private static void AddConversions(FunctionTable table)
    {
        table.Global("type", "type", CelType.TypeOf(A), A, (in value) => CelValue.Type(value.RuntimeType));
        Convert("bool", CelType.Bool, Conversions.ToBool, ("bool_to_bool", CelType.Bool), ("string_to_bool", CelType.String));
        Convert("bytes", CelType.Bytes, Conversions.ToBytes, ("bytes_to_bytes", CelType.Bytes), ("string_to_bytes", CelType.String));
        Convert(
            "double",
            CelType.Double,
            Conversions.ToDouble,
            ("double_to_double", CelType.Double),
            ("int64_to_double", CelType.Int),
            ("string_to_double", CelType.String),
            ("uint64_to_double", CelType.UInt));
        Convert(
            "duration",
            CelType.Duration,
            Conversions.ToDuration,
            ("duration_to_duration", CelType.Duration),
            ("int64_to_duration", CelType.Int),
            ("string_to_duration", CelType.String));
        table.Global("dyn", "to_dyn", CelType.Dyn, A, (in value) => value);
        Convert(
            "int",
            CelType.Int,
            Conversions.ToInt,
            ("int64_to_int64", CelType.Int),
            ("double_to_int64", CelType.Double),
            ("duration_to_int64", CelType.Duration),
            ("string_to_int64", CelType.String),
            ("timestamp_to_int64", CelType.Timestamp),
            ("uint64_to_int64", CelType.UInt));
        Convert(
            "string",
            CelType.String,
            Conversions.ToText,
            ("string_to_string", CelType.String),
            ("bool_to_string", CelType.Bool),
            ("bytes_to_string", CelType.Bytes),
            ("double_to_string", CelType.Double),
            ("duration_to_string", CelType.Duration),
            ("int64_to_string", CelType.Int),
            ("timestamp_to_string", CelType.Timestamp),
            ("uint64_to_string", CelType.UInt));
        Convert(
            "timestamp",
            CelType.Timestamp,
            Conversions.ToTimestamp,
            ("timestamp_to_timestamp", CelType.Timestamp),
            ("int64_to_timestamp", CelType.Int),
            ("string_to_timestamp", CelType.String));
        Convert(
            "uint",
            CelType.UInt,
            Conversions.ToUInt,
            ("uint64_to_uint64", CelType.UInt),
            ("double_to_uint64", CelType.Double),
            ("int64_to_uint64", CelType.Int),
            ("string_to_uint64", CelType.String));

        void Convert(string name, CelType result, UnaryFunction body, params (string Id, CelType From)[] overloads)
        {
            foreach (var (id, from) in overloads)
            {
                table.Global(name, id, result, from, body);
            }
        }
    }

    private static void AddText(FunctionTable table)
    {
        var text = CelType.String;
        table
            .Member("contains", "contains_string", CelType.Bool, text, text, (in s, in part) =>
                CelValue.Bool(part.AsString.Length == 0 || new TextSearch(s.AsString, part.AsString).First(0) >= 0))
            .Member("endsWith", "ends_with_string", CelType.Bool, text, text, (in s, in end) =>
                CelValue.Bool(s.AsString.EndsWith(end.AsString, StringComparison.Ordinal)))
            .Member("startsWith", "starts_with_string", CelType.Bool, text, text, (in s, in start) =>
                CelValue.Bool(s.AsString.StartsWith(start.AsString, StringComparison.Ordinal)))
            .Global("matches", "matches", CelType.Bool, text, text, RegexFunctions.Matches)
            .Member("matches", "matches_string", CelType.Bool, text, text, RegexFunctions.Matches);
    }

    private static void AddTime(FunctionTable table)
    {
        foreach (var (name, id, idWithZone, part) in TimeZones.Parts)
        {
            table
                .Member(name, id, CelType.Int, CelType.Timestamp, (in moment) => TimeZones.Part(moment, part))
                .Member(name, idWithZone, CelType.Int, CelType.Timestamp, CelType.String, (in moment, in zone) => TimeZones.Part(moment, zone, part));
        }

        table
            .Member("getHours", "duration_to_hours", CelType.Int, CelType.Duration, (in span) => CelValue.Int(span.AsNanoseconds / 3_600_000_000_000))
            .Member("getMinutes", "duration_to_minutes", CelType.Int, CelType.Duration, (in span) => CelValue.Int(span.AsNanoseconds / 60_000_000_000))
            .Member("getSeconds", "duration_to_seconds", CelType.Int, CelType.Duration, (in span) => CelValue.Int(span.AsNanoseconds / 1_000_000_000))
            .Member("getMilliseconds", "duration_to_milliseconds", CelType.Int, CelType.Duration, (in span) => CelValue.Int(span.AsNanoseconds / 1_000_000));
    }
}
