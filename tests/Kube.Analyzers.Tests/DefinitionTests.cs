using Kube.Analyzers.Tests.Harness;
using Kube.CodeFixes;

namespace Kube.Analyzers.Tests;

/// <summary>CRDs of several classes, and several CRDs of one compilation.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public Task Versions_that_agree_are_silent() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Kind = "Thing", TypeName = "ThingV1", Storage = true, ShortNames = ["th"], Status = typeof(ThingStatus))]
        [PrinterColumn("Size", ".spec.size")]
        public sealed record SpecV1 { [Selectable] public int Size { get; init; } = 1; [Scale] public int Replicas { get; init; } = 1; }
        [CustomResource("example.com", "v1beta1", Kind = "Thing", TypeName = "ThingV1Beta1"), Obsolete("use v1"), PrinterColumn("Age", ".metadata.creationTimestamp", Type = "date")]
        public sealed record SpecV1Beta1 { public int Size { get; init; } = 1; }
        [CustomResource("example.com", "v1alpha1", Kind = "Thing", TypeName = "ThingV1Alpha1", Served = false)]
        public sealed record SpecV1Alpha1 { public int Gone { get; init; } = 1; }
        public sealed record ThingStatus { [Scale] public int Replicas { get; init; } [PrinterColumn("Ready")] public bool Ready { get; init; } }
        """);

    [Fact]
    public Task Versions_that_do_not_agree_are_told_at_what_differs() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Kind = "Thing", TypeName = "ThingV1")]
        public sealed record SpecV1;
        [CustomResource("example.com", "v1beta1", Kind = {|KUBE041:"Thingy"|}, Plural = "things", TypeName = "Other")]
        public sealed record SpecV1Beta1;
        [CustomResource("example.com", "v1beta2", Kind = "Thing", TypeName = "Third", Singular = {|KUBE041:"it"|}, ListKind = {|KUBE041:"All"|}, Scope = {|KUBE041:ResourceScope.Cluster|}, ShortNames = {|KUBE041:["th"]|}, Categories = {|KUBE041:["all"]|})]
        public sealed record SpecV1Beta2;
        """,
        "'SpecV1Beta1' does not fit the other versions of things.example.com: its kind is 'Thingy', and that of 'SpecV1', which is stored, is 'Thing'",
        "'SpecV1Beta2' does not fit the other versions of things.example.com: its singular is 'it', and that of 'SpecV1', which is stored, is 'thing'",
        "'SpecV1Beta2' does not fit the other versions of things.example.com: its listKind is 'All', and that of 'SpecV1', which is stored, is 'ThingList'",
        "'SpecV1Beta2' does not fit the other versions of things.example.com: its scope is Cluster, and that of 'SpecV1', which is stored, is Namespaced",
        "'SpecV1Beta2' does not fit the other versions of things.example.com: its short names are not those of 'SpecV1', which is stored; say them there",
        "'SpecV1Beta2' does not fit the other versions of things.example.com: its categories are not those of 'SpecV1', which is stored; say them there");

    [Fact]
    public Task Two_conversion_webhooks_are_one_too_many() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Kind = "Thing", TypeName = "ThingV1"), ConversionWebhook(Url = "https://a.example.com")]
        public sealed record SpecV1;
        [CustomResource("example.com", "v1beta1", Kind = "Thing", TypeName = "Other"), {|KUBE041:ConversionWebhook(Url = "https://b.example.com")|}]
        public sealed record SpecV1Beta1;
        """);

    [Fact]
    public Task An_error_of_one_version_is_told_at_that_version() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Kind = "Thing", TypeName = "ThingV1"), PrinterColumn("Size", ".spec.size")]
        public sealed record SpecV1 { public int Size { get; init; } = 1; }
        [CustomResource("example.com", "v1beta1", Kind = "Thing", TypeName = "Other"), PrinterColumn("Size", ".spec.size", Type = {|KUBE018:"text"|})]
        public sealed record SpecV1Beta1 { [Range(5, 9)] public int Size { get; init; } = {|KUBE027:1|}; }
        """);

    [Fact]
    public Task A_field_that_the_stored_version_lacks_is_lost() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Kind = "Thing", TypeName = "ThingV1", Storage = true)]
        public sealed record SpecV1 { public int Size { get; init; } = 1; public IReadOnlyList<PartV1>? Parts { get; init; } [PreserveUnknownFields] public PartV1? Open { get; init; } }
        public sealed record PartV1 { public string? Name { get; init; } }
        [CustomResource("example.com", "v2", Kind = "Thing", TypeName = "ThingV2")]
        public sealed record SpecV2 { public int Size { get; init; } = 1; public IReadOnlyList<PartV2>? Parts { get; init; } public PartV2? Open { get; init; } public int {|KUBE043:More|} { get; init; } = 1; }
        public sealed record PartV2 { public string? Name { get; init; } public string? {|KUBE043:Colour|} { get; init; } }
        """,
        "'More' is in version v2 and not in v1, which is stored, so an API server drops it: add it to 'SpecV1', or convert with [ConversionWebhook]",
        "'Colour' is in version v2 and not in v1, which is stored, so an API server drops it: add it to 'SpecV1', or convert with [ConversionWebhook]");

    [Fact]
    public Task With_a_webhook_nothing_is_lost() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Kind = "Thing", TypeName = "ThingV1", Storage = true), ConversionWebhook(Url = "https://example.com")]
        public sealed record SpecV1;
        [CustomResource("example.com", "v2", Kind = "Thing", TypeName = "ThingV2")]
        public sealed record SpecV2 { public int More { get; init; } = 1; }
        """);

    [Fact]
    public Task Short_names_of_others_are_told() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", ShortNames = [{|KUBE038:"th"|}, {|KUBE038:"po"|}, {|KUBE038:"thing"|}, "a", {|KUBE038:"a"|}])] public sealed record ThingSpec;
        [CustomResource("example.org", "v1", ShortNames = [{|KUBE038:"th"|}])] public sealed record ThreadSpec;
        [CustomResource("example.net", "v1", ShortNames = ["x"])] public sealed record OtherSpec;
        """,
        "The short name 'th' already means threads.example.org, so kubectl may show that instead: choose another",
        "The short name 'po' already means pods, so kubectl may show that instead: choose another",
        "The short name 'thing' already means things.example.com itself: leave it out",
        "The short name 'a' already means things.example.com itself: leave it out",
        "The short name 'th' already means things.example.com, so kubectl may show that instead: choose another");

    [Fact]
    public Task Names_that_are_taken_name_the_taker() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        namespace One { [CustomResource("example.com", "v1", Plural = {|KUBE037:"others"|}, Singular = "one")] public sealed record ThingSpec; }
        namespace Two { public static class Outer { [CustomResource("example.com", "v1", ShortNames = new string[] { {|KUBE037:"others"|} })] public sealed record ThreadSpec; } }
        """,
        "The name 'others' is taken by threads.example.com ('ThreadSpec'), and an API server does not serve a CRD whose names are taken: choose another",
        "The name 'others' is taken by others.example.com ('ThingSpec'), and an API server does not serve a CRD whose names are taken: choose another");

    [Fact]
    public Task Columns_find_their_way_through_every_kind_of_path() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
        [PrinterColumn("A", ".spec.parts[0].name"), PrinterColumn("B", ".spec.parts[*].size", Type = "number"), PrinterColumn("C", ".spec.labels.app\\.kubernetes\\.io/name")]
        [PrinterColumn("D", ".spec['parts'][-1:].name"), PrinterColumn("E", ".status.conditions[?(@.type=='Ready')].lastTransitionTime", Type = "date"), PrinterColumn("F", ".metadata.labels['a']")]
        [PrinterColumn("G", "..name"), PrinterColumn("H", ".spec.open.what.ever[3]"), PrinterColumn("I", ".spec.labels.*"), PrinterColumn("J", ".spec.parts[?(@.name==\"]\")].size", Type = "integer")]
        public sealed record ThingSpec
        {
            public IReadOnlyList<Part>? Parts { get; init; }
            public IReadOnlyDictionary<string, string>? Labels { get; init; }
            public System.Text.Json.Nodes.JsonObject? Open { get; init; }
        }
        public sealed record Part(string Name, int Size);
        public sealed record ThingStatus { public IReadOnlyList<Condition>? Conditions { get; init; } }
        """);

    [Fact]
    public Task Columns_that_stay_empty_say_why() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        [PrinterColumn("A", ".spec.parts[*].name", Type = {|KUBE044:"integer"|}), PrinterColumn("B", {|KUBE044:".spec.parts[x]"|}), PrinterColumn("C", {|KUBE011:".spec.parts[0].nmae"|})]
        public sealed record ThingSpec
        {
            public IReadOnlyList<Part>? Parts { get; init; }
            [PrinterColumn("D", Type = {|KUBE044:"date"|})] public string? When { get; init; }
        }
        public sealed record Part(string Name);
        """,
        "The column 'A' stays empty, because of the path '.spec.parts[*].name': the column's type is integer, and the value is of type string",
        "The column 'B' stays empty, because of the path '.spec.parts[x]': '[x]' is no index, name or filter",
        "The path '.spec.parts[0].nmae' of [PrinterColumn] is not in the schema: write 'name' for 'nmae'",
        "The column 'D' stays empty, because of the path '.spec.when': the column's type is date, and the value is of type string");

    [Fact]
    public Task A_type_of_a_column_that_does_not_fit_is_removed() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, RemovalFix>("""
        [CustomResource("example.com", "v1", Served = true), PrinterColumn("A", ".spec.name", Type = {|KUBE044:"integer"|}, Priority = 1)]
        public sealed record ThingSpec { public string? Name { get; init; } }
        """, """
        [CustomResource("example.com", "v1", Served = true), PrinterColumn("A", ".spec.name", Priority = 1)]
        public sealed record ThingSpec { public string? Name { get; init; } }
        """);

    [Fact]
    public Task Marks_without_a_path_are_told_and_removed() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, RemovalFix>("""
        [CustomResource("example.com", "v1")] public sealed record ThingSpec { public IReadOnlyList<Part>? Parts { get; init; } [Selectable, PrinterColumn("A")] public string? Name { get; init; } }
        public sealed record Part { [{|KUBE048:PrinterColumn("Name")|}] public string? Name { get; init; } [Range(1, 2), {|KUBE048:Selectable|}] public int Size { get; init; } }
        """, """
        [CustomResource("example.com", "v1")] public sealed record ThingSpec { public IReadOnlyList<Part>? Parts { get; init; } [Selectable, PrinterColumn("A")] public string? Name { get; init; } }
        public sealed record Part { public string? Name { get; init; } [Range(1, 2)] public int Size { get; init; } }
        """);

    [Fact]
    public Task A_type_that_is_reached_both_ways_keeps_its_marks() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")] public sealed record ThingSpec { public IReadOnlyList<Part>? Parts { get; init; } public Part? First { get; init; } }
        public sealed record Part { [Selectable] public string? Name { get; init; } }
        """);

    [Fact]
    public Task Scale_says_what_it_lacks() => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
        public sealed record ThingSpec { [{|KUBE045:Scale|}] public int Replicas { get; init; } = 1; [{|KUBE045:Scale|}] public int More { get; init; } = 1; }
        public sealed record ThingStatus { public int Replicas { get; init; } [{|KUBE045:Scale|}] public bool Ready { get; init; } }
        """,
        "[Scale] on 'Replicas' does not work: /scale needs the count there is, too: mark an integer of the status with [Scale]",
        "[Scale] on 'More' does not work: 'Replicas' is that already; remove one of the two",
        "[Scale] on 'Ready' does not work: its type is boolean; replicas are an integer, and the label selector is a string");

    [Fact]
    public Task A_name_that_no_member_has_is_told_and_the_one_that_is_near_is_written() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, NearestNameFix>("""
        [CustomResource("example.com", "v1")]
        [ExactlyOneOf(nameof(Git), {|KUBE016:"Htpp"|}), AtMostOneOf({|KUBE016:"git_"|}, nameof(Http), {|KUBE016:"Svn"|})]
        public sealed record ThingSpec { public string? Git { get; init; } public string? Http { get; init; } }
        """, """
        [CustomResource("example.com", "v1")]
        [ExactlyOneOf(nameof(Git), nameof(Http)), AtMostOneOf(nameof(Git), nameof(Http), "Svn")]
        public sealed record ThingSpec { public string? Git { get; init; } public string? Http { get; init; } }
        """);

    [Fact]
    public async Task Resources_that_would_be_one_type_are_told()
    {
        await AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
            namespace Acme;
            [CustomResource("example.com", "v1", Kind = {|KUBE050:"Thing"|})] public sealed record ThingV1Spec;
            public static class V2 { [CustomResource("example.com", "v2", Storage = true)] public sealed record {|KUBE050:ThingSpec|}; }
            """,
            "'ThingV1Spec' and 'ThingSpec' would both generate the type 'Thing', so only one of them is generated: set TypeName, or put each version into a namespace of its own",
            "'ThingSpec' and 'ThingV1Spec' would both generate the type 'Thing', so only one of them is generated: set TypeName, or put each version into a namespace of its own");
        await AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
            namespace Acme.One { [CustomResource("example.com", "v1")] public sealed record ThingSpec; }
            namespace Acme.Two { [CustomResource("example.com", "v2", Storage = true)] public sealed record ThingSpec; }
            namespace Acme.Three { [CustomResource("example.com", "v3", Kind = "Thing", TypeName = "ThirdThing")] public sealed record ThingSpec; }
            """);
    }

    [Fact]
    public Task Labels_and_annotations_are_told_at_key_or_value() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1"), CrdLabel({|KUBE018:"a b"|}, "c"), CrdLabel("d", {|KUBE018:"e f"|}), CrdAnnotation({|KUBE018:"g/h/i"|}, "j k"), CrdLabel("ok", "ok")]
        public sealed record ThingSpec;
        """);
}
