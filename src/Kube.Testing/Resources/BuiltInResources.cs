using Kube.Testing.Typing;

namespace Kube.Testing.Resources;

/// <summary>The resources every API server of Kubernetes 1.36 serves by default, read from <c>built-in-resources.txt</c>.</summary>
/// <remarks>
/// The table is made by <c>kube models --server-tables</c>.
/// One resource and version a line: group/version, plural, singular, kind, scope (<c>N</c> or <c>C</c>), verbs, short names, categories, type, then its
/// subresources as <c>name:verbs[:group/version/kind]</c>. Verbs: create, delete, Delete collection, get, list, patch, update, watch by their first letter; <c>-</c> is none.
/// </remarks>
internal static class BuiltInResources
{
    private static readonly Lazy<IReadOnlyList<ApiResource>> Table = new(() => [.. TableFile.Lines("built-in-resources.txt").Select(Read)]);

    public static IReadOnlyList<ApiResource> All => Table.Value;

    private static ApiResource Read(string line)
    {
        var cells = line.Split(' ');
        var slash = cells[0].IndexOf('/');
        var typeName = cells[8] == "-" ? "" : cells[8];
        return new()
        {
            Group = slash < 0 ? "" : cells[0][..slash],
            Version = cells[0][(slash + 1)..],
            Plural = cells[1],
            Singular = cells[2] == "-" ? "" : cells[2],
            Kind = cells[3],
            IsNamespaced = cells[4] == "N",
            Verbs = Verbs(cells[5]),
            ShortNames = List(cells[6]),
            Categories = List(cells[7]),
            TypeName = typeName,
            Shape = typeName.Length == 0 ? Shape.Any : Shape.Reference(typeName, () => BuiltInTypes.Get(typeName)),
            Subresources = [.. cells.Skip(9).Select(text => ReadSubresource(text, cells[3]))],
        };
    }

    private static ApiSubresource ReadSubresource(string text, string ownKind)
    {
        var parts = text.Split(':');
        if (parts.Length < 3)
        {
            return new(parts[0], Verbs(parts[1]), "", "", ownKind);
        }

        var kind = parts[2].Split('/');
        return new(parts[0], Verbs(parts[1]), kind.Length == 3 ? kind[0] : "", kind[^2], kind[^1]);
    }

    private static string[] List(string cell) => cell == "-" ? [] : cell.Split(',');

    private static string[] Verbs(string letters)
    {
        if (letters == "-")
        {
            return [];
        }

        var verbs = new string[letters.Length];
        for (var i = 0; i < verbs.Length; i++)
        {
            verbs[i] = letters[i] switch
            {
                'c' => "create",
                'd' => "delete",
                'D' => "deletecollection",
                'g' => "get",
                'l' => "list",
                'p' => "patch",
                'u' => "update",
                _ => "watch",
            };
        }

        return verbs;
    }
}
