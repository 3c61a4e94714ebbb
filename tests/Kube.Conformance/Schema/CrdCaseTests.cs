using Kube.Schema.Crds;
using Kube.Schema.Crds.Checks;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Conformance.Schema;

/// <summary>Whether CRDs are accepted: the cases of <c>crd-validation</c> and <c>structural/schema-rules</c>.</summary>
public sealed class CrdCaseTests
{
    public static TheoryData<string> Creates => CaseFile.Names("crd-validation/create");

    public static TheoryData<string> NamesAndRest => CaseFile.Names("crd-validation/names-and-rest");

    public static TheoryData<string> Updates => CaseFile.Names("crd-validation/update");

    public static TheoryData<string> SelectableFields => CaseFile.Names("crd-validation/selectable-fields");

    public static TheoryData<string> StoredVersions => CaseFile.Names("crd-validation/stored-versions");

    public static TheoryData<string> DeprecationWarnings => CaseFile.Names("crd-validation/deprecation-warning");

    public static TheoryData<string> Schemas => CaseFile.Names("crd-validation/schema");

    public static TheoryData<string> SchemaRules => CaseFile.Names("structural/schema-rules");

    public static TheoryData<string> Completeness => CaseFile.Names("structural/completeness");

    public static TheoryData<string> Defaults => CaseFile.Names("defaulting/validate-defaults");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Creates))]
    public void Create(string name) => CheckAsGiven("crd-validation/create", name);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(SelectableFields))]
    public void Selectable_fields(string name) => CheckAsGiven("crd-validation/selectable-fields", name);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(NamesAndRest))]
    public void Create_through_the_API(string name)
    {
        var one = CaseFile.Get("crd-validation/names-and-rest", name);
        ExpectedErrors.Check(one.GetObject("expect")!, CrdValidation.Validate(CrdDefaulting.ForCreate(Crd(one, "crd"))));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Updates))]
    public void Update(string name)
    {
        var one = CaseFile.Get("crd-validation/update", name);
        ExpectedErrors.Check(one.GetObject("expect")!, CrdValidation.ValidateUpdate(Crd(one, "crd"), Crd(one, "oldCrd")));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(StoredVersions))]
    public void Stored_versions(string name)
    {
        var one = CaseFile.Get("crd-validation/stored-versions", name);
        var crd = new CustomResourceDefinition
        {
            Spec = new()
            {
                Versions = [.. one.GetArray("versions")!.OfType<JsonString>().Select(version => new CustomResourceDefinitionVersion { Name = version.Value, Storage = version.Value == one.GetString("storageVersion") })],
            },
            Status = JsonObject.Of(("storedVersions", one["storedVersions"]!)),
        };
        var errors = new List<FieldError>();
        VersionChecks.CheckStored(crd, errors);

        ExpectedErrors.Check(WithoutEmptyListText(one.GetObject("expect")!), errors);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(DeprecationWarnings))]
    public void Deprecation_warning(string name)
    {
        var one = CaseFile.Get("crd-validation/deprecation-warning", name);
        var version = new CustomResourceDefinitionVersion { Name = "v1", Deprecated = one.GetBoolean("deprecated") == true, DeprecationWarning = one.GetString("warning") };
        var errors = new List<FieldError>();
        VersionChecks.Check(version, hasStatus: false, FieldPath.Of("v"), CrdCheckOptions.ForCreate, errors);

        Assert.Equal(one.GetObject("expect")!.GetArray("messages")!.OfType<JsonString>().Select(message => message.Value), errors.Select(error => error.Detail));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Schemas))]
    public void Schema(string name)
    {
        var one = CaseFile.Get("crd-validation/schema", name);
        if (one["schema"] is JsonNull)
        {
            Assert.True(one.GetObject("expect")!.GetBoolean("valid"));
            return;
        }

        var options = one.GetArray("options")!.OfType<JsonString>().Select(option => option.Value).ToHashSet();
        var errors = new List<FieldError>();
        SchemaChecks.Check(
            JsonSchemaProps.FromJson(one["schema"]!),
            one.GetBoolean("statusSubresource") == true,
            "",
            FieldPath.Of("spec", "validation"),
            new()
            {
                AllowDefaults = options.Contains("allowDefaults"),
                RequireSchema = options.Contains("requireOpenAPISchema"),
                RequireKnownTypes = options.Contains("requireValidPropertyType"),
                RequireStructural = options.Contains("requireStructuralSchema"),
                RequirePrunedDefaults = options.Contains("requirePrunedDefaults"),
                RequireAtomicSets = options.Contains("requireAtomicSetType"),
                RequireKeyedLists = options.Contains("requireMapListKeysMapSetValidation"),
            },
            errors);
        ExpectedErrors.Check(one.GetObject("expect")!, errors);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(SchemaRules))]
    public void Schema_rules(string name)
    {
        var one = CaseFile.Get("structural/schema-rules", name);
        ExpectedErrors.Check(one.GetObject("expect")!, CrdValidation.ValidateSchema(JsonSchemaProps.FromJson(one["schema"]!), one.GetBoolean("statusSubresource") == true));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Completeness))]
    public void Completeness_of_alternatives(string name)
    {
        var one = CaseFile.Get("structural/completeness", name);
        Assert.SkipUnless(one.GetArray("options") is not { Count: > 0 }, "these options are for built-in types only, not for CRDs");
        var errors = new List<FieldError>();
        CompletenessChecks.Check(JsonSchemaProps.FromJson(one["schema"]!), FieldPath.Root, errors);

        Assert.Equal(one.GetObject("expect")!.GetBoolean("valid"), errors.Count == 0);
        Contains(one.GetObject("expect")!, errors);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Defaults))]
    public void Defaults_are_values_of_their_schema(string name)
    {
        var one = CaseFile.Get("defaulting/validate-defaults", name);
        var errors = CrdValidation.ValidateSchema(JsonSchemaProps.FromJson(one["schema"]!), hasStatus: false);
        var expect = one.GetObject("expect")!;
        if (expect.GetArray("errorsContain") is not null)
        {
            Contains(expect, errors);
        }
        else
        {
            ExpectedErrors.Check(expect, errors);
        }
    }

    private static void Contains(JsonObject expect, IReadOnlyList<FieldError> errors)
    {
        var parts = expect.GetArray("errorsContain")?.OfType<JsonString>().ToList() ?? [];
        Assert.Equal(parts.Count, errors.Count);
        Assert.All(parts, part => Assert.Contains(errors, error => error.ToString().Contains(part.Value, StringComparison.Ordinal)));
    }

    private static void CheckAsGiven(string file, string name)
    {
        Deviations.SkipCase(file, name);
        var one = CaseFile.Get(file, name);
        ExpectedErrors.Check(one.GetObject("expect")!, CrdValidation.Validate(Crd(one, "crd")));
    }

    private static CustomResourceDefinition Crd(JsonObject one, string key) => CustomResourceDefinition.FromJson(one[key]!);

    // Go tells an empty list from none, a CRD does not.
    private static JsonObject WithoutEmptyListText(JsonObject expect) => expect.GetArray("errors") is { } errors
        ? expect.With("errors", JsonArray.From(errors.OfType<JsonObject>().Select(error => error.GetString("contains")?.Contains("[]") == true ? error.Without("contains") : error)))
        : expect;
}
