using System.Globalization;
using System.Text;
using Kube.Schema.Metadata;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>One version of a CRD, and which versions objects are stored in.</summary>
internal static class VersionChecks
{
    private const int LongestWarning = 256;

    public static void Check(CustomResourceDefinitionVersion version, bool hasStatus, FieldPath path, CrdCheckOptions options, List<FieldError> errors)
    {
        if (NameRules.IsDns1035Label(version.Name) is { Count: > 0 } messages)
        {
            errors.Add(FieldError.Invalid(path.Child("name"), version.Name, string.Join(",", messages)));
        }

        errors.AddRange(DeprecationWarning(version).Select(message => FieldError.Invalid(path.Child("deprecationWarning"), version.DeprecationWarning!, message)));
        if (version.Schema is { } schema)
        {
            SchemaChecks.Check(schema, hasStatus, version.Name, path.Child("schema"), options, errors);
        }

        SubresourceChecks.Check(version.Subresources, path.Child("subresources"), errors);
        ColumnChecks.Check(version.AdditionalPrinterColumns, path.Child("additionalPrinterColumns"), errors);
        SelectableFieldChecks.CheckVersion(version, path, options, errors);
    }

    /// <summary><c>status.storedVersions</c> against the versions: the storage version is among them, and none of them is gone.</summary>
    public static void CheckStored(CustomResourceDefinition crd, List<FieldError> errors)
    {
        var path = FieldPath.Of("status", "storedVersions");
        var stored = crd.StoredVersions;
        var printed = stored.Count == 0 ? Json.JsonValue.Null : Json.JsonArray.From(stored.Select(Json.JsonString.Of));
        if (stored.Count == 0)
        {
            errors.Add(FieldError.Invalid(path, printed, "must have at least one stored version"));
            return;
        }

        errors.AddRange(crd.Spec.Versions
            .Where(version => version.Storage && !stored.Contains(version.Name))
            .Select(version => FieldError.Invalid(path, printed, $"must have the storage version {version.Name}")));
        for (var i = 0; i < stored.Count; i++)
        {
            var name = stored[i];
            if (crd.Spec.Versions.All(version => version.Name != name))
            {
                errors.Add(FieldError.Invalid(
                    path.Index(i),
                    name,
                    $"missing from spec.versions; {name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in {name} and removes {name} from status.storedVersions"));
            }
        }
    }

    private static IEnumerable<string> DeprecationWarning(CustomResourceDefinitionVersion version)
    {
        if (version.DeprecationWarning is not { } warning)
        {
            yield break;
        }

        if (!version.Deprecated)
        {
            yield return "can only be set for deprecated versions";
            yield break;
        }

        if (Encoding.UTF8.GetByteCount(warning) > LongestWarning)
        {
            yield return "must be <= 256 characters long";
        }

        for (var i = 0; i < warning.Length; i++)
        {
            if (!GoText.IsPrintable(warning, i))
            {
                var index = Encoding.UTF8.GetByteCount(warning.Substring(0, i)).ToString(CultureInfo.InvariantCulture);
                yield return $"must only contain printable UTF-8 characters; non-printable character found at index {index}";
                yield break;
            }

            i += char.IsHighSurrogate(warning[i]) ? 1 : 0;
        }
    }
}
