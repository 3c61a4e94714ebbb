using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Resources;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Conformance.Schema;

/// <summary>What happens to objects: the cases of <c>structural</c>, <c>defaulting</c>, <c>pruning</c> and <c>subresources</c>.</summary>
public sealed class ValueCaseTests
{
    public static TheoryData<string> Values => CaseFile.Names("structural/value-validation");

    public static TheoryData<string> Lists => CaseFile.Names("structural/list-type-values");

    public static TheoryData<string> Embedded => CaseFile.Names("structural/embedded-resource-values");

    public static TheoryData<string> Defaults => CaseFile.Names("defaulting/default");

    public static TheoryData<string> Nulls => CaseFile.Names("defaulting/prune-nulls");

    public static TheoryData<string> Pruned => CaseFile.Names("pruning/prune");

    public static TheoryData<string> Coerced => CaseFile.Names("pruning/metadata-coerce");

    public static TheoryData<string> MainUpdates => CaseFile.Names("subresources/main-update");

    public static TheoryData<string> StatusUpdates => CaseFile.Names("subresources/status-update");

    public static TheoryData<string> ListRatcheting => CaseFile.Names("subresources/list-type-ratcheting");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Values))]
    public void Values_are_judged_as_the_server_judges_them(string name)
    {
        var one = CaseFile.Get("structural/value-validation", name);
        var schema = Schema(one);
        var old = one["oldObject"];
        var outcome = new ValueValidator(FieldPath.Root).Judge(one["object"]!, schema, old is null ? null : new(one["object"]!, old, schema));
        var told = outcome.Errors.Select(error => error.Error.ToString()).ToList();
        if (RuleCallIn.Rules.Prepare(schema, isResourceRoot: false) is { } rules)
        {
            var budget = RuleCallIn.BudgetOfRequest;
            var errors = new List<FieldError>();
            rules.Evaluate(FieldPath.Root, one["object"]!, old, null, ref budget, errors);
            told.AddRange(errors.Select(error => error.ToString()));
        }

        var expect = one.GetObject("expect")!;
        Assert.Equal((expect.GetArray("errors") ?? JsonArray.Empty).OfType<JsonString>().Select(text => text.Value).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Lists))]
    public void Lists_hold_nothing_twice(string name)
    {
        var one = CaseFile.Get("structural/list-type-values", name);
        ExpectedErrors.Check(one.GetObject("expect")!, ListValidation.Validate(one["object"]!, Schema(one), FieldPath.Of("root")));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Embedded))]
    public void Embedded_resources_are_whole_objects(string name)
    {
        var one = CaseFile.Get("structural/embedded-resource-values", name);
        ExpectedErrors.Check(one.GetObject("expect")!, EmbeddedResources.Validate(one["object"]!, Schema(one), one.GetBoolean("includeRoot") == true));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Defaults))]
    public void Defaults_are_filled_in(string name)
    {
        var one = CaseFile.Get("defaulting/default", name);
        JsonAssert.Same(one.GetObject("expect")!["object"]!, Defaulting.FillDefaults(one["object"]!, Schema(one)));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Nulls))]
    public void Nulls_that_mean_nothing_are_dropped(string name)
    {
        var one = CaseFile.Get("defaulting/prune-nulls", name);
        JsonAssert.Same(one.GetObject("expect")!["object"]!, Defaulting.DropNulls(one["object"]!, Schema(one)));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Pruned))]
    public void Unknown_fields_are_pruned_and_told(string name)
    {
        var one = CaseFile.Get("pruning/prune", name);
        var dropped = new List<string>();
        var pruned = Pruning.Prune(one["object"]!, Schema(one), one.GetBoolean("isResourceRoot") == true, dropped);

        JsonAssert.Same(one.GetObject("expect")!["object"]!, pruned);
        Assert.Equal(Texts(one.GetObject("expect")!, "prunedPaths"), dropped);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Coerced))]
    public void Metadata_is_coerced(string name)
    {
        var one = CaseFile.Get("pruning/metadata-coerce", name);
        var unknown = new List<string>();
        var coerced = EmbeddedResources.Coerce(one["object"]!, Schema(one), one.GetBoolean("includeRoot") == true, one.GetBoolean("dropInvalidFields") == true, unknown, out var error);
        var expect = one.GetObject("expect")!;

        Assert.Equal(expect.GetBoolean("error"), error is not null);
        if (error is null)
        {
            JsonAssert.Same(expect["object"]!, coerced);
            Assert.Equal(Texts(expect, "unknownFields"), unknown);
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(MainUpdates))]
    public void Main_resource_keeps_the_status_and_counts_generations(string name)
    {
        var one = CaseFile.Get("subresources/main-update", name);
        JsonAssert.Same(
            one.GetObject("expect")!["object"]!,
            CustomResourceUpdates.PrepareForUpdate(one.GetObject("object")!, one.GetObject("oldObject")!, one.GetBoolean("statusSubresource") == true));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(StatusUpdates))]
    public void Status_subresource_changes_the_status_only(string name)
    {
        var one = CaseFile.Get("subresources/status-update", name);
        JsonAssert.Same(one.GetObject("expect")!["object"]!, CustomResourceUpdates.PrepareForStatusUpdate(one.GetObject("object")!, one.GetObject("oldObject")!));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ListRatcheting))]
    public void Duplicates_that_were_there_may_stay(string name)
    {
        var one = CaseFile.Get("subresources/list-type-ratcheting", name);
        var schema = Schema(one);
        var now = ListValidation.Validate(one["object"]!, schema);
        Assert.Equal(one.GetObject("expect")!.GetBoolean("valid"), now.Count == 0 || ListValidation.Validate(one["oldObject"]!, schema).Count > 0);
    }

    private static StructuralSchema Schema(JsonObject one) => StructuralSchema.From(JsonSchemaProps.FromJson(one["schema"]!));

    private static IEnumerable<string> Texts(JsonObject expect, string key) => expect.GetArray(key)!.OfType<JsonString>().Select(text => text.Value);
}
