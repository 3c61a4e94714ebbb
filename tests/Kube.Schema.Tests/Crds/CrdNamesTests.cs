using Kube.Schema.Crds;

namespace Kube.Schema.Tests.Crds;

public sealed class CrdNamesTests
{
    private static readonly CustomResourceDefinitionNames Gears = new() { Plural = "gears", Singular = "gear", ShortNames = EquatableArray.Of("g"), Kind = "Gear", ListKind = "GearList" };

    [Fact]
    public void Free_names_are_accepted()
    {
        var wanted = new CustomResourceDefinitionNames { Plural = "cogs", Singular = "cog", ShortNames = EquatableArray.Of("c"), Kind = "Cog", ListKind = "CogList", Categories = EquatableArray.Of("all") };

        Assert.Equal(new(wanted, null, null), CrdNames.Accept(Crd(wanted), new(), [Gears]));
    }

    [Theory]
    [InlineData("gears", "cog", "c", "Cog", "PluralConflict", "\"gears\" is already in use")]
    [InlineData("cogs", "g", "c", "Cog", "SingularConflict", "\"g\" is already in use")]
    [InlineData("cogs", "cog", "gear", "Cog", "ShortNamesConflict", "\"gear\" is already in use")]
    [InlineData("cogs", "cog", "c", "Gear", "KindConflict", "\"Gear\" is already in use")]
    [InlineData("cogs", "cog", "c", "GearList", "KindConflict", "\"GearList\" is already in use")]
    public void A_taken_name_is_a_conflict_and_the_old_one_stays(string plural, string singular, string shortName, string kind, string reason, string message)
    {
        var old = new CustomResourceDefinitionNames { Plural = "old", Singular = "old", ShortNames = EquatableArray.Of("o"), Kind = "Old", ListKind = "OldList" };
        var result = CrdNames.Accept(Crd(new() { Plural = plural, Singular = singular, ShortNames = EquatableArray.Of(shortName), Kind = kind, ListKind = "CogList" }), old, [Gears]);

        Assert.False(result.IsAccepted);
        Assert.Equal((reason, message), (result.ConflictReason, result.ConflictMessage));
        Assert.Equal(plural == "gears" ? "old" : "cogs", result.Accepted.Plural);
        Assert.Equal(kind == "Cog" ? "Cog" : "Old", result.Accepted.Kind);
    }

    private static CustomResourceDefinition Crd(CustomResourceDefinitionNames names) => new() { Spec = new() { Names = names } };
}
