using System.Text;
using Kube.Generators.Parsing;
using Kube.Generators.Tests.Harness;
using Kube.Schema.Crds;

namespace Kube.Generators.Tests;

/// <summary>The documentation of the mapping is written from the table that does the mapping.</summary>
public sealed class TypeMappingPageTests
{
    [Fact]
    public void The_page_says_what_the_table_says() =>
        Approved.Text(Path.GetFullPath(Path.Combine(Approved.Folder, "..", "..", "docs", "type-mapping.md")), Page());

    [Fact]
    public void No_type_has_two_rows()
    {
        Assert.Distinct(TypeTable.Rows.Select(row => row.Name));
        Assert.Distinct(TypeTable.Collections.Select(row => row.Name));
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # C# types and their schemas

            Written from the table in `generators/Kube.Generators/Parsing/TypeTable.cs`; a test holds the two together. Update with
            `KUBE_UPDATE_APPROVED=1 dotnet test --project tests/Kube.Generators.Tests`. Every row is a case under `tests/Kube.Generators.Tests/Cases/scalars`
            or `.../collections`, with the CRD that comes out beside it.

            ## Scalars and free-form types

            | C# | schema | key of a dictionary | remarks |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in TypeTable.Rows) page.Append($"| `{row.Space}.{row.Name}` | {Cell(row.Schema)} | {(row.KeyCodec is null ? "" : "yes")} | {row.Note} |\n");
        page.Append($"| `byte[]`, `ReadOnlyMemory<byte>` | {Cell(TypeTable.Base64)} | | Base64. An API server's format `byte` refuses the empty text. |\n");
        page.Append("""

            An enum is a string with its members' names, or what `[JsonStringEnumMemberName]` calls them, and may be a key.
            A class, record or struct is an object of its public properties, base types first; `[JsonPolymorphic]` hierarchies are objects with the
            properties of all cases, an enum that tells them apart and a rule a case. Names are those of System.Text.Json's camel case, or as given.

            Numbers that do not fit are refused ([KUBE003](diagnostics/KUBE003.md)):

            | C# | write instead | because |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in TypeTable.Refused) page.Append($"| `{row.Name}` | {row.Instead} | {row.Why} |\n");
        page.Append("""

            ## Collections

            | C# | on the wire |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in TypeTable.Collections)
        {
            var name = row.Name[..row.Name.IndexOf('`', StringComparison.Ordinal)];
            page.Append($"| `{row.Space}.{name}<{(row.Kind == CollectionKind.Map ? "TKey, T" : "T")}>` | {Wire(row.Kind)} |\n");
        }
        page.Append("""
            | `T[]` | array |

            ## Nullability, `required` and initialisers

            | C# | required | nullable | default |
            |---|---|---|---|
            | `required T` | yes | | |
            | `required T?` | yes | yes: null is written | |
            | `T` without initialiser | yes | | |
            | `T` with initialiser | | | the initialiser, if it is constant |
            | `T?` | | | |
            | `T?` with `[Nullable]` | | yes: null is written | |
            | parameter of a record with a default | | | the default |
            | property of a type from an assembly, not `required` | | | `[DefaultValue]`, if it is there |

            """.ReplaceLineEndings("\n"));
        return page.ToString();
    }

    private static string Cell(JsonSchemaProps schema) => $"`{schema.ToString().Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Wire(CollectionKind kind) => kind switch
    {
        CollectionKind.List => "array",
        CollectionKind.Set => "array; `x-kubernetes-list-type: set` when the items are scalars",
        _ => "object with `additionalProperties`",
    };
}
