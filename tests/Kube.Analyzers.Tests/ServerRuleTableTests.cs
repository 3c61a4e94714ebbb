using Kube.Analyzers.Tests.Harness;

namespace Kube.Analyzers.Tests;

/// <summary>
/// The proof that whatever an API server refuses, or lets pass to nobody's joy, is told while the C# is written: one row for each such rule
/// that C# can break, named as the rules of <c>apiextensions.k8s.io/v1</c> are numbered here, with the diagnostic and the token that it marks.
/// </summary>
public sealed class ServerRuleTableTests
{
    /// <summary>The rules that an author of C# types can break; every one needs a row. The others the generator makes impossible, or only a cluster can tell.</summary>
    private static readonly string[] Breakable =
    [
        "N2", "N4", "N5", "N6", "N7", "N8", "N9", "V1", "V2", "V3", "V6", "V8", "S1", "S2", "S3", "S4", "P1", "P2", "P3", "P4", "F1", "F2", "F3", "C1", "C2",
        "T5", "T6", "T7", "T9", "T14", "T15", "T16", "T17", "T19", "T20", "T21", "T22", "T23", "T24", "T25", "E2", "E3", "E4", "E5", "E6", "E7",
        "X1", "X2", "X3", "X5", "X6", "X7", "X8", "X9", "X10",
    ];

    private static readonly (string Rule, string Case, string Source)[] Rows =
    [
        // Names, scope, group.
        ("N2", "no dot", """[CustomResource({|KUBE018:"example"|}, "v1")] public record ThingSpec;"""),
        ("N2", "upper case", """[CustomResource({|KUBE018:"Example.com"|}, "v1")] public record ThingSpec;"""),
        ("N4", "plural", """[CustomResource("example.com", "v1", Plural = {|KUBE018:"Things"|})] public record ThingSpec;"""),
        ("N4", "singular", """[CustomResource("example.com", "v1", Singular = {|KUBE018:"a thing"|})] public record ThingSpec;"""),
        ("N5", "kind", """[CustomResource("example.com", "v1", Kind = {|KUBE018:"Some_Thing"|}, Plural = "things", Singular = "thing", ListKind = "ThingList")] public record ThingSpec;"""),
        ("N5", "kind of the class", """[CustomResource("example.com", "v1", Plural = "things", Singular = "thing", ListKind = "ThingList")] public record {|KUBE018:Some_ThingSpec|};"""),
        ("N5", "list kind", """[CustomResource("example.com", "v1", ListKind = {|KUBE018:"Thing.List"|})] public record ThingSpec;"""),
        ("N6", "list kind like kind", """[CustomResource("example.com", "v1", ListKind = {|KUBE018:"Thing"|})] public record ThingSpec;"""),
        ("N7", "short name", """[CustomResource("example.com", "v1", ShortNames = ["th", {|KUBE018:"T"|}])] public record ThingSpec;"""),
        ("N7", "category", """[CustomResource("example.com", "v1", Categories = new[] { {|KUBE018:""|}, "all" })] public record ThingSpec;"""),
        ("N8", "not approved", """[CustomResource({|KUBE018:"example.k8s.io"|}, "v1")] public record ThingSpec;"""),
        ("N8", "no approval", """[CustomResource("example.k8s.io", "v1", ApiApproved = {|KUBE018:"yes"|})] public record ThingSpec;"""),
        ("N9", "short name of another", """
            [CustomResource("example.com", "v1", ShortNames = [{|KUBE037:"th"|}])] public record ThingSpec;
            [CustomResource("example.com", "v1", ShortNames = ["thr", {|KUBE037:"th"|}])] public record ThreadSpec;
            """),
        ("N9", "kind of another", """
            [CustomResource("example.com", "v1")] public record {|KUBE037:ThingSpec|};
            [CustomResource("example.com", "v2", Kind = {|KUBE037:"Thing"|}, TypeName = "Other", Plural = "others", Singular = "other")] public record OtherSpec;
            """),

        // Versions.
        ("V1", "version", """[CustomResource("example.com", {|KUBE018:"v1.0"|})] public record ThingSpec;"""),
        ("V2", "twice", """
            [CustomResource("example.com", {|KUBE041:"v1"|})] public record ThingSpec;
            [CustomResource("example.com", {|KUBE041:"v1"|}, Kind = "Thing", TypeName = "Other")] public record OtherSpec;
            """),
        ("V3", "two stored", """
            [CustomResource("example.com", "v1", Storage = {|KUBE041:true|})] public record ThingSpec;
            [CustomResource("example.com", "v2", Kind = "Thing", TypeName = "Other", Storage = {|KUBE041:true|})] public record OtherSpec;
            """),
        ("V6", "control character", """[CustomResource("example.com", "v1"), Obsolete({|KUBE018:"a\tb"|})] public record ThingSpec;"""),
        ("V6", "too long", "[CustomResource(\"example.com\", \"v1\"), Obsolete({|KUBE018:\"" + new string('x', 257) + "\"|})] public record ThingSpec;"),
        ("V8", "nothing served", """[CustomResource("example.com", "v1", Served = {|KUBE042:false|})] public record ThingSpec;"""),

        // Subresources, columns, selectable fields.
        ("S1", "no count in the spec", """
            [CustomResource("example.com", "v1", Status = typeof(ThingStatus))] public record ThingSpec;
            public record ThingStatus { [{|KUBE045:Scale|}] public int Replicas { get; init; } }
            """),
        ("S2", "no count in the status", """[CustomResource("example.com", "v1")] public record ThingSpec { [{|KUBE045:Scale|}] public int Replicas { get; init; } }"""),
        ("S3", "two selectors", """
            [CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
            public record ThingSpec { [Scale] public int Replicas { get; init; } [Scale] public string? Selector { get; init; } [{|KUBE045:Scale|}] public string? Other { get; init; } }
            public record ThingStatus { [Scale] public int Replicas { get; init; } }
            """),
        ("S4", "no integer", """
            [CustomResource("example.com", "v1", Status = typeof(ThingStatus))] public record ThingSpec { [Scale] public int Replicas { get; init; } [{|KUBE045:Scale|}] public double More { get; init; } }
            public record ThingStatus { [Scale] public int Replicas { get; init; } }
            """),
        ("P1", "no name", """[CustomResource("example.com", "v1"), PrinterColumn({|KUBE018:""|}, ".metadata.name")] public record ThingSpec;"""),
        ("P2", "type", """[CustomResource("example.com", "v1"), PrinterColumn("Name", ".metadata.name", Type = {|KUBE018:"text"|})] public record ThingSpec;"""),
        ("P3", "format", """[CustomResource("example.com", "v1"), PrinterColumn("Name", ".metadata.name", Format = {|KUBE018:"name"|})] public record ThingSpec;"""),
        ("P4", "no dot", """[CustomResource("example.com", "v1"), PrinterColumn("Name", {|KUBE018:"metadata.name"|})] public record ThingSpec;"""),
        ("P4", "no path", """[CustomResource("example.com", "v1"), {|KUBE018:PrinterColumn("Name")|}] public record ThingSpec;"""),
        ("P4", "unknown field", """[CustomResource("example.com", "v1"), PrinterColumn("Size", {|KUBE011:".spec.siez"|})] public record ThingSpec { public int Size { get; init; } }"""),
        ("P4", "unknown field behind a filter", """
            [CustomResource("example.com", "v1"), PrinterColumn("Size", {|KUBE011:".spec.parts[?(@.name=='a')].siez"|})] public record ThingSpec { public IReadOnlyList<Part>? Parts { get; init; } }
            public record Part(string Name, int Size);
            """),
        ("P4", "syntax", """[CustomResource("example.com", "v1"), PrinterColumn("Size", {|KUBE044:".spec.parts[0.size"|})] public record ThingSpec { public IReadOnlyList<int>? Parts { get; init; } }"""),
        ("P4", "another type", """[CustomResource("example.com", "v1"), PrinterColumn("Size", ".spec.size", Type = {|KUBE044:"date"|})] public record ThingSpec { public string? Size { get; init; } }"""),
        ("F1", "no path", """
            [CustomResource("example.com", "v1")] public record ThingSpec { public IReadOnlyList<Part>? Parts { get; init; } }
            public record Part { [{|KUBE048:Selectable|}] public string? Name { get; init; } }
            """),
        ("F2", "no scalar", """[CustomResource("example.com", "v1")] public record ThingSpec { [{|KUBE018:Selectable|}] public double Size { get; init; } }"""),
        ("F3", "nine", "[CustomResource(\"example.com\", \"v1\")] public record ThingSpec { "
            + string.Join(" ", Enumerable.Range(1, 8).Select(i => $"[Selectable] public int P{i} {{ get; init; }}")) + " [{|KUBE018:Selectable|}] public int P9 { get; init; } }"),

        // Conversion.
        ("C1", "no https", """[CustomResource("example.com", "v1"), ConversionWebhook(Url = {|KUBE018:"http://example.com"|})] public record ThingSpec;"""),
        ("C1", "no service", """[CustomResource("example.com", "v1"), {|KUBE018:ConversionWebhook(ServiceNamespace = "default")|}] public record ThingSpec;"""),
        ("C1", "port", """[CustomResource("example.com", "v1"), ConversionWebhook(ServiceNamespace = "a", ServiceName = "b", ServicePort = {|KUBE018:70000|})] public record ThingSpec;"""),
        ("C1", "path", """[CustomResource("example.com", "v1"), ConversionWebhook(ServiceNamespace = "a", ServiceName = "b", ServicePath = {|KUBE018:"convert"|})] public record ThingSpec;"""),
        ("C2", "review version", """[CustomResource("example.com", "v1"), ConversionWebhook(Url = "https://example.com", ReviewVersions = {|KUBE018:["v2"]|})] public record ThingSpec;"""),

        // Structure.
        ("T5", "a dictionary", """[CustomResource("example.com", "v1")] public class {|KUBE003:ThingSpec|} : Dictionary<string, string>;"""),
        ("T6", "extension data", """[CustomResource("example.com", "v1")] public record ThingSpec { public int A { get; init; } [JsonExtensionData] public Dictionary<string, int>? {|KUBE002:Rest|} { get; init; } }"""),
        ("T7", "type in anyOf", """[CustomResource("example.com", "v1")] public record ThingSpec { [RawSchema({|KUBE018:"{\"type\":\"string\",\"anyOf\":[{\"type\":\"string\"}]}"|})] public string? A { get; init; } }"""),
        // A server looks at the root's alternatives only, which nobody can write in C#; below it lets a field pass that the rest of the schema does not have, and then prunes it.
        ("T9", "rule names no field", """[CustomResource("example.com", "v1"), Rule("has(self.{|KUBE021:b|})")] public record ThingSpec { public int A { get; init; } }"""),
        ("T14", "int or string", """[CustomResource("example.com", "v1")] public record ThingSpec { [{|KUBE018:PreserveUnknownFields|}] public IntOrString? A { get; init; } }"""),
        ("T15", "embedded text", """[CustomResource("example.com", "v1")] public record ThingSpec { [{|KUBE018:EmbeddedResource|}] public string? A { get; init; } }"""),
        ("T16", "look-ahead", """[CustomResource("example.com", "v1")] public record ThingSpec { [RegularExpression("a{|KUBE028:(?!|}b)c")] public string? A { get; init; } }"""),
        ("T16", "items", """[CustomResource("example.com", "v1")] public record ThingSpec { [Items(Pattern = @"(a){|KUBE028:\1|}")] public IReadOnlyList<string>? A { get; init; } }"""),
        ("T17", "recursion", """[CustomResource("example.com", "v1")] public record ThingSpec { public Node? Root { get; init; } } public record Node { public {|KUBE005:Node|}? Next { get; init; } }"""),
        ("T19", "map type", """[CustomResource("example.com", "v1")] public record ThingSpec { [MapType({|KUBE018:MapType.Atomic|})] public string? A { get; init; } }"""),
        ("T20", "list type", """[CustomResource("example.com", "v1")] public record ThingSpec { [ListType({|KUBE018:ListType.Set|})] public string? A { get; init; } }"""),
        ("T21", "unknown key", """
            [CustomResource("example.com", "v1")] public record ThingSpec { [ListType(ListType.Map, "name", {|KUBE018:"port"|})] public IReadOnlyList<Part>? Parts { get; init; } }
            public record Part { public required string Name { get; init; } }
            """),
        ("T21", "no keys", """
            [CustomResource("example.com", "v1")] public record ThingSpec { [ListType({|KUBE018:ListType.Map|})] public IReadOnlyList<Part>? Parts { get; init; } }
            public record Part { public required string Name { get; init; } }
            """),
        ("T21", "optional key", """
            [CustomResource("example.com", "v1")] public record ThingSpec { [ListType(ListType.Map, "name")] public IReadOnlyList<Part>? Parts { get; init; } }
            public record Part { public string? {|KUBE018:Name|} { get; init; } }
            """),
        ("T22", "scalars", """[CustomResource("example.com", "v1")] public record ThingSpec { [ListType({|KUBE018:ListType.Map|}, "a")] public IReadOnlyList<string>? A { get; init; } }"""),
        ("T23", "set of objects", """
            [CustomResource("example.com", "v1")] public record ThingSpec { [ListType({|KUBE018:ListType.Set|})] public IReadOnlyList<Part>? Parts { get; init; } }
            public record Part { public required string Name { get; init; } }
            """),
        ("T23", "set of nulls", """[CustomResource("example.com", "v1")] public record ThingSpec { [ListType({|KUBE018:ListType.Set|})] public IReadOnlyList<string?>? A { get; init; } }"""),
        ("T24", "format", """[CustomResource("example.com", "v1")] public record ThingSpec { [Format({|KUBE046:"semver"|})] public string? A { get; init; } }"""),
        ("T24", "format of items", """[CustomResource("example.com", "v1")] public record ThingSpec { [Items(Format = {|KUBE046:"int32"|})] public IReadOnlyList<string>? A { get; init; } }"""),
        ("T25", "near the annotation", $$"""[CustomResource("example.com", "v1"), System.ComponentModel.Description("{{new string('x', 250_000)}}")] public record {|KUBE039:ThingSpec|};"""),
        ("T25", "too large for etcd", $$"""[CustomResource("example.com", "v1"), System.ComponentModel.Description("{{new string('x', 1_600_000)}}")] public record {|KUBE040:ThingSpec|};"""),

        // Defaults.
        ("E2", "out of bounds", """[CustomResource("example.com", "v1")] public record ThingSpec { [Range(1, 10)] public int A { get; init; } = {|KUBE027:20|}; }"""),
        ("E2", "inner defaults do not help", """
            [CustomResource("example.com", "v1")] public record ThingSpec { [DefaultJson({|KUBE027:"{}"|})] public Part A { get; init; } = new(); }
            public record Part { [System.ComponentModel.DataAnnotations.Required] public int Size { get; init; } }
            """),
        ("E2", "parameter", """[CustomResource("example.com", "v1")] public record ThingSpec([RegularExpression("a*")] string A = {|KUBE027:"b"|});"""),
        ("E3", "unknown field", """
            [CustomResource("example.com", "v1")] public record ThingSpec { [DefaultJson({|KUBE027:"{\"b\":1}"|})] public Part A { get; init; } = new(); }
            public record Part { public int? Size { get; init; } }
            """),
        ("E4", "metadata", """
            [CustomResource("example.com", "v1")] public record ThingSpec
            { [EmbeddedResource, DefaultJson({|KUBE027:"{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{\"labels\":{\"-\":\"\"}}}"|})] public {|KUBE035:System.Text.Json.JsonElement?|} A { get; init; } }
            """),
        ("E5", "rule", """[CustomResource("example.com", "v1")] public record ThingSpec { [Rule("self > 1")] public int A { get; init; } = {|KUBE027:1|}; }"""),
        ("E6", "nullable", """[CustomResource("example.com", "v1")] public record ThingSpec { [{|KUBE035:Nullable|}] public int? A { get; init; } = 1; }"""),
        ("E7", "required", """[CustomResource("example.com", "v1")] public record ThingSpec { public required int A { get; init; } = {|KUBE036:1|}; }"""),
        ("E7", "parent without default", """
            [CustomResource("example.com", "v1")] public record ThingSpec { public Part A { get; init; } = {|KUBE009:Part.Usual|}; }
            public record Part { public int Size { get; init; } = 1; public static readonly Part Usual = new(); }
            """),

        // CEL rules.
        ("X2", "line break", """[CustomResource("example.com", "v1"), Rule("self.a > 0", Message = {|KUBE026:"a\nb"|})] public record ThingSpec { public int A { get; init; } }"""),
        ("X3", "no text", """[CustomResource("example.com", "v1"), Rule("self.a > 0", MessageExpression = {|KUBE023:"1"|})] public record ThingSpec { public int A { get; init; } }"""),
        ("X5", "field path", """[CustomResource("example.com", "v1"), Rule("self.a > 0", FieldPath = {|KUBE026:".b"|})] public record ThingSpec { public int A { get; init; } }"""),
        ("X6", "syntax", """[CustomResource("example.com", "v1"), Rule("self.a {|KUBE020:)|} > 0")] public record ThingSpec { public int A { get; init; } }"""),
        ("X6", "result", """[CustomResource("example.com", "v1"), Rule({|KUBE022:"self.a"|})] public record ThingSpec { public int A { get; init; } }"""),
        ("X7", "cost", """[CustomResource("example.com", "v1")] public record ThingSpec { [Rule({|KUBE024:"self.all(a, self.exists(b, a == b))"|})] public IReadOnlyList<string>? A { get; init; } }"""),
        ("X8", "total", "[CustomResource(\"example.com\", \"v1\")] public record {|KUBE018:ThingSpec|} { " + string.Join(" ", Enumerable.Range(1, 12).Select(i =>
            // A server names the four dearest.
            $"[Rule({(i <= 4 ? "{|KUBE018:\"self.all(a, self.exists(b, a == b))\"|}" : "\"self.all(a, self.exists(b, a == b))\"")}), MaxLength(600), Items(MaxLength = 50)] public IReadOnlyList<string>? P{i} {{ get; init; }}")) + " }"),
        ("X9", "items", """[CustomResource("example.com", "v1")] public record ThingSpec { [ItemRule({|KUBE025:"self == oldSelf"|}), MaxLength(10)] public IReadOnlyList<int>? A { get; init; } }"""),
        ("X9", "immutable in a list", """
            [CustomResource("example.com", "v1")] public record ThingSpec { [MaxLength(10)] public IReadOnlyList<Part>? Parts { get; init; } }
            public record Part { [{|KUBE018:Immutable|}] public required int Size { get; init; } }
            """),
        ("X10", "no old value", """[CustomResource("example.com", "v1"), Rule("self.a > 0", OptionalOldSelf = {|KUBE026:true|})] public record ThingSpec { public int A { get; init; } }"""),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var row in Rows) cases.Add(row.Rule, row.Case);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_rule_that_is_broken_is_told_at_its_token(string rule, string @case) =>
        AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Rows.Single(row => row.Rule == rule && row.Case == @case).Source);

    [Fact]
    public Task A_blank_rule_is_told_without_a_schema() =>
        AnalyzerTest.VerifyAsync<RuleExpressionAnalyzer>("""[CustomResource("example.com", "v1"), Rule({|KUBE004:" "|})] public record ThingSpec;""");

    [Fact]
    public void Every_rule_that_can_be_broken_has_a_row() => Assert.Empty(Breakable.Except(Rows.Select(row => row.Rule)).Except(["X1"]));
}
