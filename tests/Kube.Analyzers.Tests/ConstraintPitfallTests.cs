using Kube.Analyzers.Tests.Harness;
using Kube.CodeFixes;

namespace Kube.Analyzers.Tests;

/// <summary>Constraints that no value meets are told at the bound that is written later.</summary>
public sealed class ConstraintPitfallTests
{
    [Theory]
    [InlineData("[Range(1000, {|KUBE051:1|})] public int? A { get; init; }", "[Range] on 'A' cannot be meant: no number is at least 1000 and at most 1; write the smaller one as the minimum")]
    [InlineData("[Range(typeof(decimal), \"2.5\", {|KUBE051:\"0.5\"|})] public decimal? A { get; init; }", "[Range] on 'A' cannot be meant: no number is at least 2.5 and at most 0.5; write the smaller one as the minimum")]
    [InlineData("[Range(3, {|KUBE051:3|}, MaximumIsExclusive = true)] public double? A { get; init; }", "[Range] on 'A' cannot be meant: no number is at least 3 and below 3; let the bounds be allowed themselves, or move one")]
    [InlineData("[Range(1, {|KUBE051:2|}, MinimumIsExclusive = true, MaximumIsExclusive = true)] public int? A { get; init; }", "[Range] on 'A' cannot be meant: no whole number is above 1 and below 2; move one of the bounds")]
    [InlineData("[Range(11, {|KUBE051:14|}), MultipleOf(5)] public int? A { get; init; }", "[Range] on 'A' cannot be meant: no multiple of 5 is at least 11 and at most 14; move one of the bounds")]
    [InlineData("[MultipleOf({|KUBE051:0|})] public int? A { get; init; }", "[MultipleOf] on 'A' cannot be meant: a factor has to be above 0, and 0 is not; write the step between two values, or remove it")]
    [InlineData("[MultipleOf({|KUBE051:-2|})] public double? A { get; init; }", "[MultipleOf] on 'A' cannot be meant: a factor has to be above 0, and -2 is not; write the step between two values, or remove it")]
    [InlineData("[MinLength({|KUBE051:-1|})] public string? A { get; init; }", "[MinLength] on 'A' cannot be meant: there cannot be fewer than 0 characters; write 1 or more, or remove it")]
    [InlineData("[MaxLength({|KUBE051:-1|})] public string? A { get; init; }", "[MaxLength] on 'A' cannot be meant: no value has -1 characters; write how many it may have, or remove it")]
    [InlineData("[Length(5, {|KUBE051:2|})] public string? A { get; init; }", "[Length] on 'A' cannot be meant: no value has at least 5 and at most 2 characters; write the smaller number as the lower bound")]
    [InlineData("[StringLength(2, MinimumLength = {|KUBE051:5|})] public string? A { get; init; }", "[StringLength] on 'A' cannot be meant: no value has at least 5 and at most 2 characters; write the smaller number as the lower bound")]
    [InlineData("[MinLength(5), MaxLength({|KUBE051:3|})] public IReadOnlyList<string>? A { get; init; }", "[MaxLength] on 'A' cannot be meant: no value has at least 5 and at most 3 items; write the smaller number as the lower bound")]
    [InlineData("[MaxLength(3)] [MinLength({|KUBE051:5|})] public IReadOnlyDictionary<string, string>? A { get; init; }", "[MinLength] on 'A' cannot be meant: no value has at least 5 and at most 3 entries; write the smaller number as the lower bound")]
    [InlineData("[MinProperties(2), MaxProperties({|KUBE051:1|})] public IReadOnlyDictionary<string, int>? A { get; init; }", "[MaxProperties] on 'A' cannot be meant: no value has at least 2 and at most 1 entries; write the smaller number as the lower bound")]
    [InlineData("[Items(MinLength = 5, MaxLength = {|KUBE051:2|})] public IReadOnlyList<string>? A { get; init; }", "[Items] on 'A' cannot be meant: no value has at least 5 and at most 2 characters; write the smaller number as the lower bound")]
    [InlineData("[Values(Minimum = 5, Maximum = {|KUBE051:2|})] public IReadOnlyDictionary<string, int>? A { get; init; }", "[Values] on 'A' cannot be meant: no number is at least 5 and at most 2; write the smaller one as the minimum")]
    [InlineData("[Items(MultipleOf = {|KUBE051:0|})] public IReadOnlyList<int>? A { get; init; }", "[Items] on 'A' cannot be meant: a factor has to be above 0, and 0 is not; write the step between two values, or remove it")]
    [InlineData("[MinLength({|KUBE051:2|})] public char? A { get; init; }", "[MinLength] on 'A' cannot be meant: no value has at least 2 and at most 1 characters; write the smaller number as the lower bound")]
    public Task A_contradiction_is_told_where_it_becomes_one(string member, string message) => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>(Source(member), message);

    [Theory]
    [InlineData("[Range(1, 1000)] public int A { get; init; } = 1; [Range(3, 3)] public int? B { get; init; } [Range(0.1, 0.2)] public double? C { get; init; }")]
    [InlineData("[Range(1, 3, MinimumIsExclusive = true, MaximumIsExclusive = true)] public int? A { get; init; } [Range(10, 14), MultipleOf(5)] public int? B { get; init; } [Range(0, 1), MultipleOf(0.1)] public double? C { get; init; }")]
    [InlineData("[MinLength(0), MaxLength(0)] public string? A { get; init; } [Length(2, 2)] public string? B { get; init; } [Items(MinLength = -1, MaxLength = 3)] public IReadOnlyList<string>? C { get; init; }")]
    [InlineData("[Range(double.NegativeInfinity, 5)] public double? A { get; init; } [Range(1, double.PositiveInfinity)] public double? B { get; init; } [MultipleOf(0.5)] public double? C { get; init; }")]
    public Task What_some_value_meets_is_silent(string members) => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source(members));

    [Fact]
    public Task A_type_that_may_have_fewer_properties_than_it_must_is_told_once() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec { public Part? One { get; init; } public IReadOnlyList<Part>? Many { get; init; } }
        [MinProperties(3), MaxProperties({|KUBE051:2|})]
        public sealed record Part { public string? Name { get; init; } }
        """,
        "[MaxProperties] on 'Part' cannot be meant: no value has at least 3 and at most 2 entries; write the smaller number as the lower bound");

    [Fact]
    public Task Bounds_in_constants_and_on_parameters_are_found_too() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec([Range(Bounds.High, {|KUBE051:Bounds.Low|})] int A, [property: MinLength({|KUBE051:Bounds.Negative|})] string? B = null);
        public static class Bounds { public const int High = 9, Low = 2, Negative = -3; }
        """);

    [Theory]
    [InlineData("[Range(1000, {|KUBE051:1|})] public int? A { get; init; }", "[Range(1, 1000)] public int? A { get; init; }")]
    [InlineData("[MinLength(5), MaxLength({|KUBE051:3|})] public string? A { get; init; }", "[MinLength(3), MaxLength(5)] public string? A { get; init; }")]
    [InlineData("[StringLength(2, MinimumLength = {|KUBE051:5|})] public string? A { get; init; }", "[StringLength(5, MinimumLength = 2)] public string? A { get; init; }")]
    [InlineData("[Items(Minimum = 5, Maximum = {|KUBE051:2|})] public IReadOnlyList<int>? A { get; init; }", "[Items(Minimum = 2, Maximum = 5)] public IReadOnlyList<int>? A { get; init; }")]
    [InlineData("[MinLength({|KUBE051:-1|})] public string? A { get; init; }", "public string? A { get; init; }")]
    [InlineData("[MultipleOf({|KUBE051:0|}), Range(1, 5)] public int? A { get; init; }", "[Range(1, 5)] public int? A { get; init; }")]
    [InlineData("[Items(MultipleOf = {|KUBE051:0|}, Minimum = 1)] public IReadOnlyList<int>? A { get; init; }", "[Items(Minimum = 1)] public IReadOnlyList<int>? A { get; init; }")]
    [InlineData("[Range(2, {|KUBE051:1|})] public int? A { get; init; } [Length(4, {|KUBE051:3|})] public string? B { get; init; }", "[Range(1, 2)] public int? A { get; init; } [Length(3, 4)] public string? B { get; init; }")]
    public Task Bounds_are_swapped_and_what_makes_no_sense_goes(string members, string mended) => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, ConstraintFix>(Source(members), Source(mended));

    private static string Source(string members) => $$"""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            {{members}}
        }
        """;
}
