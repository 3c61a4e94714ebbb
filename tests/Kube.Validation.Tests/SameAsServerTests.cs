using System.Text.Json;
using System.Text.RegularExpressions;
using Kube.Client;

namespace Kube.Validation.Tests;

/// <summary>The same objects through <c>Validate</c> and through the embedded server, whose answers recordings of a real one hold to the truth.</summary>
public sealed partial class SameAsServerTests(ClusterFixture cluster)
{
    private static int _names;

    public static TheoryData<string> NewObjects => [.. Objects.Keys];

    private static readonly Dictionary<string, Func<Garden, Garden>> Objects = new(StringComparer.Ordinal)
    {
        ["good"] = g => g,
        ["too long, a bad pattern and out of range"] = g => Spec(g, s => s with { Title = new string('x', 30), MinPlants = -1, MaxPlants = 101 }),
        ["an empty title"] = g => Spec(g, s => s with { Title = "" }),
        ["a rule over two fields, blamed on one"] = g => Spec(g, s => s with { MinPlants = 5, MaxPlants = 4 }),
        ["a message made by an expression"] = g => Spec(g, s => s with { Owner = "nobody" }),
        ["the name, by a rule of the resource"] = g => g with { Metadata = g.Metadata with { Name = "eden" } },
        ["rules are not run beside values that are wrong"] = g => Spec(g, s => s with { MinPlants = 5, MaxPlants = 4, Tags = ["a", "b", "c", "d", "e", "f"] }),
        ["a value of a set twice"] = g => Spec(g, s => s with { Tags = ["a", "b", "a"] }),
        ["a key of a map list twice"] = g => Spec(g, s => s with { Beds = [new Bed { Name = "a" }, new Bed { Name = "a", Size = 2 }] }),
        ["values of a map"] = g => Spec(g, s => s with { Plants = new Dictionary<string, int> { ["rose"] = 0, ["tulip"] = -3, ["oak"] = 1 } }),
        ["items of a list"] = g => Spec(g, s => s with { Names = ["weed", "rose", "weed"] }),
        ["a format"] = g => Spec(g, s => s with { Serial = "x" }),
        ["an enum that does not exist"] = g => Spec(g, s => s with { More = Extra("soil2", "1") }),
        ["unknown fields"] = g => Spec(g, s => s with { More = Extra("unknown", """{"a":[1,2]}""") }),
        ["a bad name"] = g => g with { Metadata = g.Metadata with { Name = "Not_A_Name" } },
        ["labels and annotations"] = g => g with { Metadata = g.Metadata with { Labels = Map("a b", "c d"), Annotations = Map("-", "x") } },
        ["a finalizer without a domain"] = g => g with { Metadata = g.Metadata with { Finalizers = ["mine"] } },
        ["a bad finalizer"] = g => g with { Metadata = g.Metadata with { Finalizers = ["no/t/good"] } },
        ["an owner without a name"] = g => g with { Metadata = g.Metadata with { OwnerReferences = [new OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = "", Uid = "" }] } },
        ["a status that is dropped"] = g => g with { Status = new GardenStatus { Plants = 5000 } },
        ["what the server sets is not looked at"] = g => g with { Metadata = g.Metadata with { Generation = 7, Uid = "x" } },
        ["no name"] = g => g with { Metadata = g.Metadata with { Name = null } },
        ["a generated name"] = g => g with { Metadata = g.Metadata with { Name = null, GenerateName = "generated-" } },
        ["a bad generated name"] = g => g with { Metadata = g.Metadata with { Name = null, GenerateName = "Generated_" } },
    };

    [Theory]
    [MemberData(nameof(NewObjects))]
    public async Task New_objects(string what) => await CreateAsync(Objects[what](Good()));

    public static TheoryData<string> Changes => [.. ChangedObjects.Keys];

    private static readonly Dictionary<string, (Func<Garden, Garden> Old, Func<Garden, Garden> New)> ChangedObjects = new(StringComparer.Ordinal)
    {
        ["nothing"] = (g => g, g => g),
        ["an immutable value"] = (g => Spec(g, s => s with { Region = "north" }), g => Spec(g, s => s with { Region = "south" })),
        ["an immutable value set later"] = (g => g, g => Spec(g, s => s with { Region = "south" })),
        ["an immutable value taken away"] = (g => Spec(g, s => s with { Region = "north" }), g => Spec(g, s => s with { Region = null })),
        ["a transition rule"] = (g => Spec(g, s => s with { Owner = "Alice" }), g => Spec(g, s => s with { Owner = "Bob" })),
        ["a transition rule of a map list's item"] = (
            g => Spec(g, s => s with { Beds = [new Bed { Name = "a", Size = 3 }, new Bed { Name = "b", Size = 2 }] }),
            g => Spec(g, s => s with { Beds = [new Bed { Name = "b", Size = 1 }, new Bed { Name = "a", Size = 4 }, new Bed { Name = "c", Size = 0 }] })),
        ["values out of range"] = (g => g, g => Spec(g, s => s with { MaxPlants = 500, Title = "x" })),
        ["the status, which stays"] = (g => g, g => g with { Status = new GardenStatus { Plants = 5000 } }),
        ["labels"] = (g => g, g => g with { Metadata = g.Metadata with { Labels = Map("a b", "") } }),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Changed_objects(string what)
    {
        var (old, changed) = ChangedObjects[what];
        var stored = await Gardens.CreateAsync(old(Good()));
        var updated = changed(stored);

        await SameAsync(Garden.ValidateUpdate(stored, updated), () => Gardens.ReplaceAsync(updated), updated);
    }

    [Theory]
    [InlineData(2, "Full")]
    [InlineData(50, null)]
    [InlineData(5000, "Overgrown")]
    public async Task Changes_of_the_status(int plants, string? phase)
    {
        var stored = await Gardens.CreateAsync(Good());
        var updated = stored with { Status = new GardenStatus { Plants = plants, Phase = phase }, Spec = stored.Spec with { Title = "not looked at" } };

        await SameAsync(Garden.ValidateStatusUpdate(stored, updated), () => Gardens.ReplaceStatusAsync(updated), updated);
    }

    [Theory]
    [InlineData("rye", null)]
    [InlineData("wheat", null)]
    [InlineData("rye", "default")]
    public async Task Objects_of_the_cluster(string crop, string? space)
    {
        var field = new Field($"field-{Interlocked.Increment(ref _names)}", new FieldSpec { Crop = crop });
        field = field with { Metadata = field.Metadata with { Namespace = space } };

        await SameAsync(Field.Validate(field), () => cluster.Client.Fields().CreateAsync(field), field);
    }

    [Fact]
    public async Task Random_objects()
    {
        var random = new Random(17);
        var seen = new HashSet<int>();
        for (var round = 0; round < Rounds.Or(100); round++)
        {
            await CreateAsync(Random(random, faults: 4));
            var stored = await Gardens.CreateAsync(Random(random, faults: 0));
            var updated = Random(random, faults: 8) with { Metadata = stored.Metadata };

            var errors = Garden.ValidateUpdate(stored, updated);

            await SameAsync(errors, () => Gardens.ReplaceAsync(updated), updated);
            seen.Add(errors.Count);
        }

        Assert.True(seen.Count >= 4, $"changes had only {string.Join(", ", seen)} errors");
    }

    private Api<Garden> Gardens => cluster.Client.Gardens("default");

    private async Task<ValidationErrors> CreateAsync(Garden garden)
    {
        var errors = Garden.Validate(garden);
        await SameAsync(errors, () => Gardens.CreateAsync(garden), garden);
        return errors;
    }

    private static async Task SameAsync<T>(ValidationErrors errors, Func<Task<T>> send, T resource) where T : class, ICustomResource<T>
    {
        KubeApiException? refused = null;
        try
        {
            await send();
        }
        catch (KubeApiException exception)
        {
            refused = exception;
        }

        // The server tells what is wrong with changed metadata twice.
        Assert.Equal(
            (refused?.Causes ?? []).Select(cause => GeneratedSuffix().Replace($"{cause.Reason} {cause.Field}: {cause.Message}", "$1xxxxx")).Distinct(),
            errors.Select(error => $"{error.Reason} {error.Path}: {error.Message}"));
        if (refused is not null && resource.Metadata.GenerateName is null)
        {
            Assert.Equal(refused.Status.Message, new InvalidResourceException(T.Type, resource.Metadata.Name ?? "", errors).Message);
        }
    }

    [GeneratedRegex("(Generated_)[a-z0-9]{5}")]
    private static partial Regex GeneratedSuffix();

    private static Garden Good() => new($"garden-{Interlocked.Increment(ref _names)}", new GardenSpec { Title = "Roses" });

    /// <summary>A garden in which each of a dozen values is wrong with a chance of one to so many.</summary>
    private static Garden Random(Random random, int faults)
    {
        T Mostly<T>(T[] good, params T[] bad) => faults > 0 && random.Next(faults) == 0 ? bad[random.Next(bad.Length)] : good[random.Next(good.Length)];

        List<T>? Some<T>(Func<T> make) => random.Next(3) == 0 ? null : [.. Enumerable.Range(0, random.Next(3)).Select(_ => make()).Distinct()];

        return Spec(Good(), s => s with
        {
            Title = Mostly(["Roses", "R"], "roses", "", new string('R', 21)),
            MinPlants = Mostly([0, 1, 2], 101, 5),
            MaxPlants = Mostly([3, 4], -1, 0),
            Soil = (Soil)random.Next(3),
            Region = Mostly([null, "north"], "south", "far away north"),
            Owner = Mostly([null, "Alice"], "nobody", "Al", new string('a', 31)),
            Tags = Some(() => Mostly(["a", "b", "c"], new string('c', 11))),
            Beds = Mostly<Bed[]?>(
                [null, [new Bed { Name = "a" }], [new Bed { Name = "b", Size = 2 }, new Bed { Name = "a", Size = 3 }]],
                [new Bed { Name = "a" }, new Bed { Name = "a" }], [new Bed { Name = "", Size = 2 }], [new Bed { Name = "b", Size = 0 }]),
            Plants = random.Next(3) > 0 ? new Dictionary<string, int> { ["rose"] = Mostly([1, 2], 0, -1), ["oak"] = Mostly([1, 2], 0) } : null,
            Names = Some(() => Mostly(["rose", "fern"], "weed")),
            Planted = random.Next(2) == 0 ? null : DateTimeOffset.UnixEpoch,
            Acidity = random.Next(2) == 0 ? null : random.Next(10) / 2.0,
            Serial = Mostly<string?>([null, "0a6ee4a6-84d7-4c8b-a4f1-1d2ff5a3d4b1"], "x"),
            More = Mostly<Dictionary<string, JsonElement>?>([null, Extra("other", "[1]")], Extra("other", "null")),
        });
    }

    private static Garden Spec(Garden garden, Func<GardenSpec, GardenSpec> change) => garden with { Spec = change(garden.Spec) };

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private static Dictionary<string, JsonElement> Extra(string name, string json) => new() { [name] = JsonDocument.Parse(json).RootElement };
}
