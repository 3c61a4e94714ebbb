using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Resources;

namespace Kube.Validation.Tests;

public sealed class ValidateTests
{
    [Fact]
    public void Errors_name_field_kind_and_reason_in_the_servers_order()
    {
        var garden = new Garden("eden", new GardenSpec { Title = "roses", MinPlants = 5 });

        var errors = Garden.Validate(garden);

        Assert.Equal(
            """
            spec.title: Invalid value: "roses": spec.title in body should match '^(?:[A-Z].*)$'
            <nil>: Invalid value: there is only one Eden
            spec.minPlants: Forbidden: minPlants must not exceed maxPlants
            """,
            errors.ToString(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_valid_object_gives_no_errors_and_itself()
    {
        var garden = new Garden("kew", new GardenSpec { Title = "Roses" });

        Assert.Same(ValidationErrors.None, Garden.Validate(garden));
        Assert.Equal("valid", Garden.Validate(garden).ToString());
        Assert.Same(garden, garden.EnsureValid());
    }

    [Fact]
    public void EnsureValid_throws_with_the_servers_message()
    {
        var garden = new Garden("kew", new GardenSpec { Title = "Roses", Owner = "nobody" });

        var exception = Assert.Throws<InvalidResourceException>(() => garden.EnsureValid());

        Assert.Equal("Garden.validation.example.com \"kew\" is invalid: spec: Invalid value: nobody owns Roses", exception.Message);
        Assert.Equal(Garden.Validate(garden), exception.Errors);
    }

    [Fact]
    public void Equal_errors_make_equal_lists()
    {
        var (one, same, other) = (Titled("roses"), Titled("roses"), Titled("tulips"));

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.NotEqual(ValidationErrors.None, one);
    }

    [Fact]
    public void What_a_server_drops_or_forgives_is_a_warning()
    {
        var old = (JsonObject)JsonValue.Parse("""
            {"apiVersion":"validation.example.com/v1","kind":"Garden","metadata":{"name":"kew","finalizers":["mine"]},
             "spec":{"title":"Roses","plants":{"rose":0}},"weeds":1}
            """);
        var validator = ResourceValidator.For<Garden>();

        var created = validator.Validate(old.With("spec", JsonValue.Object(("title", "Roses"))));
        var changed = validator.ValidateUpdate(old, old.With("spec", old.GetObject("spec")!.With("maxPlants", 4)));

        Assert.Equal(
            """
            warning: unknown field "weeds"
            warning: metadata.finalizers: "mine": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers
            """,
            created.ToString(), ignoreLineEndingDifferences: true);
        Assert.True(created.IsEmpty);
        Assert.Equal(["unknown field \"weeds\"", "spec.plants[rose]: Required value: failed rule: self > 0"], changed.Warnings);
        Assert.True(changed.IsEmpty);
    }

    [Fact]
    public void An_update_of_a_fresh_object_needs_no_resource_version()
    {
        var old = new Garden("kew", new GardenSpec { Title = "Roses", Region = "north" });

        Assert.Equal("valid", Garden.ValidateUpdate(old, old).ToString());
        Assert.Equal("spec.region", Assert.Single(Garden.ValidateUpdate(old, old with { Spec = old.Spec with { Region = "south" } })).Path);
        Assert.Equal("metadata.name", Assert.Single(Garden.ValidateUpdate(old, new Garden("other", old.Spec))).Path);
    }

    [Fact]
    public void A_type_without_status_has_no_status_to_change() =>
        Assert.Throws<InvalidOperationException>(() => ResourceValidation.ValidateStatusUpdate(new Field("a", new FieldSpec { Crop = "rye" }), new Field("a", new FieldSpec { Crop = "rye" })));

    [Fact]
    public void Objects_without_a_type_are_judged_by_any_crd()
    {
        var crd = CustomResourceDefinition.FromJson((JsonObject)JsonValue.Parse(Field.Crd));
        var validator = new ResourceValidator(new CustomResourceSchema(crd, "v1"));

        var errors = validator.Validate((JsonObject)JsonValue.Parse("""{"apiVersion":"validation.example.com/v1","kind":"Field","metadata":{"name":"a"},"spec":{"crop":7}}"""));
        var undecodable = validator.Validate((JsonObject)JsonValue.Parse("""{"apiVersion":"validation.example.com/v1","kind":"Field","metadata":{"name":"a","labels":3}}"""));

        Assert.Equal("spec.crop: Invalid value: \"integer\": spec.crop in body must be of type string: \"integer\"", errors[0].ToString());
        Assert.Equal("metadata", Assert.Single(undecodable).Path);
    }

    private static ValidationErrors Titled(string title) => Garden.Validate(new Garden("kew", new GardenSpec { Title = title }));
}
