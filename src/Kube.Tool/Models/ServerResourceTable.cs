using System.Text;

namespace Kube.Tool.Models;

/// <summary>Writes what the embedded server must know of the built-in resources: names, scope, verbs, type, subresources. The notation is explained where it is read, in Kube.Testing's <c>BuiltInResources</c>.</summary>
internal static class ServerResourceTable
{
    // The order of the letters in the table; deletecollection is the capital one.
    private static readonly (string Verb, char Letter)[] Letters =
        [("create", 'c'), ("delete", 'd'), ("deletecollection", 'D'), ("get", 'g'), ("list", 'l'), ("patch", 'p'), ("update", 'u'), ("watch", 'w')];

    /// <summary>One resource and version a line, in the order of discovery.</summary>
    /// <param name="resources">What discovery tells.</param>
    /// <param name="schemas">The schemas by full name.</param>
    /// <param name="versions">Which versions are served.</param>
    public static string Write(IReadOnlyList<ApiResource> resources, IReadOnlyDictionary<string, ApiSchema> schemas, Predicate<string> versions)
    {
        var types = new Dictionary<ApiKind, string>();
        foreach (var schema in schemas.Values)
        {
            foreach (var kind in schema.Kinds) types.TryAdd(kind, ServerTypeTable.ShortName(schema.Name));
        }

        var text = new StringBuilder();
        foreach (var resource in resources.Where(r => versions(r.Kind.Version)))
        {
            text.AppendJoin(
                ' ',
                (IEnumerable<string>)[
                    resource.Kind.Group.Length == 0 ? resource.Kind.Version : $"{resource.Kind.Group}/{resource.Kind.Version}",
                    resource.Plural,
                    resource.Singular,
                    resource.Kind.Kind,
                    resource.IsNamespaced ? "N" : "C",
                    Verbs(resource.Verbs),
                    List(resource.ShortNames),
                    List(resource.Categories),
                    types.GetValueOrDefault(resource.Kind, "-"),
                    .. resource.Subresources.Select(s => Subresource(resource, s)),
                ]).Append('\n');
        }
        return text.ToString();
    }

    private static string Subresource(ApiResource resource, ApiSubresource subresource)
    {
        var kind = subresource.Kind;
        return kind.Kind == resource.Kind.Kind
            ? $"{subresource.Name}:{Verbs(subresource.Verbs)}"
            : $"{subresource.Name}:{Verbs(subresource.Verbs)}:{(kind.Group.Length == 0 ? "" : kind.Group + "/")}{kind.Version}/{kind.Kind}";
    }

    private static string Verbs(IReadOnlyList<string> verbs)
    {
        var letters = string.Concat(Letters.Where(l => verbs.Contains(l.Verb)).Select(l => l.Letter));
        return letters.Length == 0 ? "-" : letters;
    }

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "-" : string.Join(',', names);
}
