using Kube.Analyzers.Tests.Harness;
using Kube.CodeFixes;

namespace Kube.Analyzers.Tests;

/// <summary>What works and surprises: reported where it is, not reported on the good twin, mended by the fix.</summary>
public sealed class PitfallTests
{
    [Theory]
    [InlineData("public {|KUBE030:float|} A { get; init; } = 0.1f;", "public double A { get; init; } = 0.1;")]
    [InlineData("public {|KUBE030:Half|}? A { get; init; }", "public double? A { get; init; }")]
    [InlineData("public IReadOnlyDictionary<string, IReadOnlyList<{|KUBE030:float|}>>? A { get; init; }", "public IReadOnlyDictionary<string, IReadOnlyList<double>>? A { get; init; }")]
    [InlineData("public {|KUBE030:float|} A { get; init; } = -1F;", "public double A { get; init; } = -1;")]
    [InlineData("public {|KUBE031:ulong|} A { get; init; } = 5UL;", "[Range(0, long.MaxValue)]\n    public long A { get; init; } = 5;")]
    [InlineData("public {|KUBE032:uint|}? A { get; init; }", "[Range(0, 4294967295)]\n    public long? A { get; init; }")]
    [InlineData("[Range(1, 9)] public {|KUBE032:ushort|} A { get; init; } = 5;", "[Range(1, 9)] public int A { get; init; } = 5;")]
    [InlineData("[JsonPropertyName(\"b\")] public {|KUBE032:byte|} A { get; init; } = 0xF;", "[JsonPropertyName(\"b\"), Range(0, 255)] public int A { get; init; } = 0xF;")]
    [InlineData("public IReadOnlyList<{|KUBE032:byte|}>? A { get; init; }", "public IReadOnlyList<int>? A { get; init; }")]
    [InlineData("public {|KUBE033:DateTime|}? A { get; init; }", "public DateTimeOffset? A { get; init; }")]
    [InlineData("public {|KUBE034:List<string>|} A { get; init; } = [];", "public IReadOnlyList<string> A { get; init; } = [];")]
    [InlineData("public {|KUBE034:List<string>|} A { get; init; } = new();", "public IReadOnlyList<string> A { get; init; } = new List<string>();")]
    [InlineData("public {|KUBE034:string[]|}? A { get; init; }", "public IReadOnlyList<string>? A { get; init; }")]
    [InlineData("public {|KUBE034:string[]|} A { get; init; } = new[] { \"a\" };", "public IReadOnlyList<string> A { get; init; } = new[] { \"a\" };")]
    [InlineData("public {|KUBE034:HashSet<int>|} A { get; init; } = [];", "public IReadOnlySet<int> A { get; init; } = new HashSet<int>();")]
    [InlineData("public {|KUBE034:Dictionary<string, int>|} A { get; init; } = new();", "public IReadOnlyDictionary<string, int> A { get; init; } = new Dictionary<string, int>();")]
    [InlineData("public System.Collections.Generic.{|KUBE034:IDictionary<string, int>|}? A { get; init; }", "public System.Collections.Generic.IReadOnlyDictionary<string, int>? A { get; init; }", false)]
    public async Task A_type_is_told_and_another_written(string member, string mended, bool isMarkedWhole = true)
    {
        var source = isMarkedWhole ? member : member.Replace("System.Collections.Generic.{|KUBE034:", "{|KUBE034:System.Collections.Generic.", StringComparison.Ordinal);
        await AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, DeclaredTypeFix>(Source(source), Source(isMarkedWhole ? mended : mended.Replace("System.Collections.Generic.", "", StringComparison.Ordinal)));
        await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source(mended));
    }

    [Fact]
    public Task Parameters_of_records_are_mended_in_place() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, DeclaredTypeFix>(
        "[CustomResource(\"example.com\", \"v1\")] public sealed record ThingSpec({|KUBE032:ushort|} Port, {|KUBE032:ushort|} Other = 1);",
        "[CustomResource(\"example.com\", \"v1\")] public sealed record ThingSpec([Range(0, 65535)] int Port, [Range(0, 65535)] int Other = 1);");

    [Theory]
    [InlineData("public byte[]? A { get; init; }")]
    [InlineData("public ReadOnlyMemory<byte>? A { get; init; }")]
    [InlineData("public IReadOnlyDictionary<ulong, string>? A { get; init; }")]
    [InlineData("public double A { get; init; } = 0.5; public decimal B { get; init; } = 0.5m; public long C { get; init; } = 1;")]
    [InlineData("public System.Collections.Immutable.ImmutableList<string>? A { get; init; }")]
    [InlineData("[JsonExtensionData] public Dictionary<string, System.Text.Json.JsonElement>? Rest { get; init; }")]
    [InlineData("[RawSchema(\"{\\\"type\\\":\\\"number\\\"}\")] public float A { get; init; } = 1;")]
    [InlineData("[JsonNumberHandling(JsonNumberHandling.Strict)] public int A { get; init; } = 1;")]
    [InlineData("[Format(\"hostname\"), MaxLength(10)] public string? A { get; init; } [Format(\"int64\")] public int B { get; init; } = 1; [Items(Format = \"ipv4\")] public IReadOnlyList<string>? C { get; init; }")]
    [InlineData("public string? A { get; init; } public int B { get; init; } = 1; [Nullable] public int? C { get; init; } public required int D { get; init; }")]
    [InlineData("[Required] public string A { get; init; } = \"\"; [Required] public string B { get; init; } = null!; [Required] public IReadOnlyList<int> C { get; init; } = []; [Required] public string D { get; init; } = string.Empty;")]
    [InlineData("[Rule(\"self.startsWith('a')\")] public string? A { get; init; } [Immutable] public string? B { get; init; }")]
    public Task Good_members_are_silent(string members) => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source(members));

    [Theory]
    [InlineData("public {|KUBE035:int?|} A { get; init; } = 1;", "public int A { get; init; } = 1;")]
    [InlineData("[{|KUBE035:Nullable|}] public int? A { get; init; } = 1;", "public {|KUBE035:int?|} A { get; init; } = 1;")]
    [InlineData("[MaxLength(9), {|KUBE035:Nullable|}] public string A { get; init; } = \"a\";", "[MaxLength(9)] public string A { get; init; } = \"a\";")]
    [InlineData("public required int A { get; init; } = {|KUBE036:1|};", "public required int A { get; init; }")]
    [InlineData("[System.ComponentModel.DefaultValue({|KUBE036:1|})] public required int A { get; init; }", "public required int A { get; init; }")]
    [InlineData("[{|KUBE047:JsonNumberHandling(JsonNumberHandling.WriteAsString)|}] public int A { get; init; } = 1;", "public int A { get; init; } = 1;")]
    [InlineData("[{|KUBE010:MaxLength(10)|}] public int A { get; init; } = 1;", "public int A { get; init; } = 1;")]
    public async Task A_removal_leaves_the_rest(string member, string mended)
    {
        var source = Source(member);
        await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(source);
        if (!mended.Contains("{|", StringComparison.Ordinal)) await AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, RemovalFix>(source, Source(mended));
        await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source(mended));
    }

    [Fact]
    public Task A_validation_that_no_schema_can_say_is_told() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public sealed class ThingSpec
        {
            [{|KUBE047:DeniedValues("a")|}, {|KUBE047:Phone|}, {|KUBE047:Compare(nameof(B))|}] public required string A { get; init; }
            [{|KUBE047:EnumDataType(typeof(DayOfWeek))|}, {|KUBE047:Even|}] public required string B { get; init; }
            [Required, DataType(DataType.Password), StringLength(9), EmailAddress] public required string C { get; init; }
            public Pair? D { get; init; }
        }

        public record Pair([{|KUBE047:CreditCard|}] string Left, [property: {|KUBE047:CreditCard|}] string Right);

        public sealed class EvenAttribute : ValidationAttribute;
        """);

    [Fact]
    public Task A_removed_attribute_takes_its_line_and_leaves_the_documentation() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, RemovalFix>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            /// <summary>Text.</summary>
            [{|KUBE047:JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)|}]
            public int A { get; init; } = 1;

            /// <summary>Text.</summary>
            [Range(1, 2)]
            [{|KUBE047:JsonNumberHandling(JsonNumberHandling.WriteAsString)|}]
            public int B { get; init; } = 1;
        }
        """, """
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            /// <summary>Text.</summary>
            public int A { get; init; } = 1;

            /// <summary>Text.</summary>
            [Range(1, 2)]
            public int B { get; init; } = 1;
        }
        """);

    [Fact]
    public async Task A_string_without_a_bound_is_told_before_the_budget_breaks()
    {
        const string Bad = """
            [CustomResource("example.com", "v1")]
            public sealed record ThingSpec
            {
                [ItemRule("self > 0")] public IReadOnlyList<int>? {|KUBE029:Numbers|} { get; init; }
                [Items(MaxLength = 10), ItemRule("self != 'a' || self == 'b'")] public IReadOnlyList<string>? {|KUBE029:Names|} { get; init; }
                [MaxLength(20), Items(MinLength = 1), ItemRule("self.contains('abc')")] public IReadOnlyList<string>? {|KUBE029:Texts|} { get; init; }
            }
            """;
        await AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>(
            Bad,
            "'Numbers' is a list without a bound, so the CEL rule \"self > 0\" is estimated to cost 3,145,728 of the 10,000,000 that an API server allows: add [MaxLength(500000)]",
            "'Names' is a list without a bound, so the CEL rule \"self != 'a' || self == 'b'\" is estimated to cost 4,194,304 of the 10,000,000 that an API server allows: add [MaxLength(200000)]",
            "'Texts' is a list with a string without a bound in each item, so the CEL rule \"self.contains('abc')\" is estimated to cost 6,291,480 of the 10,000,000 that an API server allows: add [Items(MaxLength = 100000)]");
        await AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, BoundFix>(Bad, """
            [CustomResource("example.com", "v1")]
            public sealed record ThingSpec
            {
                [ItemRule("self > 0"), MaxLength(500000)] public IReadOnlyList<int>? Numbers { get; init; }
                [Items(MaxLength = 10), ItemRule("self != 'a' || self == 'b'"), MaxLength(200000)] public IReadOnlyList<string>? Names { get; init; }
                [MaxLength(20), Items(MinLength = 1, MaxLength = 100000), ItemRule("self.contains('abc')")] public IReadOnlyList<string>? Texts { get; init; }
            }
            """);
    }

    [Fact]
    public Task The_fix_of_a_rule_over_budget_writes_the_bounds_it_names() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, BoundFix>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            [Rule({|KUBE024:"self.all(a, self.exists_one(b, a == b))"|}), Items(MinLength = 1)] public required IReadOnlyList<string> Names { get; init; }
        }
        """, """
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            [Rule("self.all(a, self.exists_one(b, a == b))"), Items(MinLength = 1, MaxLength = 200), MaxLength(200)] public required IReadOnlyList<string> Names { get; init; }
        }
        """);

    [Fact]
    public Task The_fix_of_a_type_that_contains_itself_ends_the_schema_there() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, PreserveFix>("""
        [CustomResource("example.com", "v1")] public sealed record ThingSpec { public Node? Root { get; init; } }
        public sealed record Node { public IReadOnlyList<{|KUBE005:Node|}>? Children { get; init; } }
        """, """
        [CustomResource("example.com", "v1")] public sealed record ThingSpec { public Node? Root { get; init; } }
        public sealed record Node { [PreserveUnknownFields] public IReadOnlyList<Node>? Children { get; init; } }
        """);

    [Fact]
    public async Task Messages_say_what_to_write_instead() => await AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>(Source("""
        public {|KUBE030:float|} Ratio { get; init; } = 1;
        public {|KUBE031:ulong|} Size { get; init; } = 1;
        public {|KUBE032:byte|} Level { get; init; } = 1;
        public {|KUBE033:DateTime|}? At { get; init; }
        public {|KUBE034:List<string>|}? Names { get; init; }
        public {|KUBE035:int?|} Count { get; init; } = 1;
        public required int Many { get; init; } = {|KUBE036:1|};
        [Format({|KUBE046:"semver"|})] public string? Version { get; init; }
        [{|KUBE047:JsonNumberHandling(JsonNumberHandling.WriteAsString)|}] public int Id { get; init; } = 1;
        [RegularExpression("{|KUBE028:(?<!a)b|}")] public string? Text { get; init; }
        """),
        "'Ratio' is of type 'float', which rounds what others write, and writes the rounded number back: use 'double', decimal or Quantity",
        "'Size' is of type 'ulong', and an API server refuses the upper half of its values: use 'long' with a [Range]",
        "'Level' is of the unsigned type 'byte', which clients in other languages may not have: use 'int' with a [Range], as Kubernetes' own types do",
        "'At' is of type 'DateTime', which loses the offset and takes a time of no kind for UTC: use 'DateTimeOffset'",
        "'Names' is of type 'List<string>', and whoever changes it changes it for everybody who reads the cache: use 'IReadOnlyList<string>'",
        "'Count' may be null and has the default 1; a null is left out, and then an API server puts it there: remove the '?', or the default",
        "'Many' is required, so its default 1 is never used and is not in the schema: remove the default, or let the member be optional",
        "The format 'semver' of 'Version' is not one that an API server enforces on values of type string: use a known one, or [RegularExpression]",
        "[JsonNumberHandling] on 'Id' is followed neither by the codec nor by the schema: numbers are numbers on the wire; use string, or IntOrString",
        "The pattern of 'Text' is refused by an API server, which reads RE2: error parsing regexp: invalid named capture: `(?<!a)b`; RE2 has neither look-around nor atomic groups; say it without, or with a second condition in a [Rule]");

    [Fact]
    public Task A_default_out_of_bounds_says_why() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>(
        Source("[Range(1, 2)] public int Bad { get; init; } = {|KUBE027:3|};"),
        "The default of 'Bad' is refused by an API server, because it breaks its own schema: Invalid value: 3:  in body should be less than or equal to 2; write 2 or less, or change the schema");

    private static string Source(string members) => $$"""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            {{members}}
        }
        """;
}
