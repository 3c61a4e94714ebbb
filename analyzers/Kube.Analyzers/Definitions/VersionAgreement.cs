using Kube.Generators.Model;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Whether the classes that are versions of one CRD say the same of it, exactly one of them is stored, and one is served.</summary>
internal static class VersionAgreement
{
    public static IEnumerable<Diagnostic> Of(ResourceReading reading, JoinedDefinition definition)
    {
        if (!definition.Versions.Any(version => version.Model!.Crd.Version.Served))
            yield return Diagnostic.Create(Rules.NothingServed, DefinitionTokens.Argument(reading, syntax => syntax.Named("Served")), definition.Name);
        if (definition.Versions.Count == 1) yield break;

        var own = reading.Model!.Crd;
        foreach (var other in definition.Versions)
        {
            if (ReferenceEquals(other, reading)) continue;
            if (other.Model!.Crd.Version.Name == own.Version.Name)
                yield return Disagrees(DefinitionTokens.Argument(reading, syntax => syntax.Positional(1)), $"'{other.Type.Name}' is version {own.Version.Name}, too; give one of them another version");
            if (other.Model.Crd.Version.Storage && own.Version.Storage)
                yield return Disagrees(DefinitionTokens.Argument(reading, syntax => syntax.Named("Storage")), $"'{other.Type.Name}' is stored, too, and exactly one version is; remove one 'Storage = true'");
        }
        if (ReferenceEquals(reading, definition.Stored)) yield break;

        var (mine, theirs) = (own.Identity, definition.Stored.Model!.Crd.Identity);
        foreach (var (field, name, stored) in ((string, string, string)[])
            [("kind", mine.Kind, theirs.Kind), ("singular", mine.Singular, theirs.Singular), ("listKind", mine.ListKind, theirs.ListKind)])
        {
            // One mistake in the kind would be told three times.
            if (name == stored || (field != "kind" && mine.Kind != theirs.Kind && reading.Attribute.Named(char.ToUpperInvariant(field[0]) + field.Substring(1)) is null)) continue;
            yield return Disagrees(DefinitionTokens.Name(reading, field), $"its {field} is '{name}', and that of '{definition.Stored.Type.Name}', which is stored, is '{stored}'");
        }
        if (mine.IsNamespaced != theirs.IsNamespaced)
            yield return Disagrees(DefinitionTokens.Argument(reading, syntax => syntax.Named("Scope")), $"its scope is {Scope(mine)}, and that of '{definition.Stored.Type.Name}', which is stored, is {Scope(theirs)}");
        // Names that only another version gives would be lost.
        if (!mine.ShortNames.IsEmpty && mine.ShortNames != theirs.ShortNames)
            yield return Disagrees(DefinitionTokens.Name(reading, "shortNames"), $"its short names are not those of '{definition.Stored.Type.Name}', which is stored; say them there");
        if (!mine.Categories.IsEmpty && mine.Categories != theirs.Categories)
            yield return Disagrees(DefinitionTokens.Name(reading, "categories"), $"its categories are not those of '{definition.Stored.Type.Name}', which is stored; say them there");
        if (own.Conversion is { } conversion && conversion != definition.Crd.Spec.Conversion)
            yield return Disagrees(reading.Type.Find("ConversionWebhookAttribute")!.Location(), "another version names another conversion webhook, and a CRD has one");

        Diagnostic Disagrees(Location location, string how) => Diagnostic.Create(Rules.VersionsDisagree, reading.Here(location), reading.Type.Name, definition.Name, how);
    }

    private static string Scope(ResourceIdentity identity) => identity.IsNamespaced ? "Namespaced" : "Cluster";
}
