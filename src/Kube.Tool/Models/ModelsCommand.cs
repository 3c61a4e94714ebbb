using System.CommandLine;
using Spectre.Console;

namespace Kube.Tool.Models;

/// <summary><c>kube models</c>: C# types and client factories from OpenAPI and discovery documents.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var openApi = new Option<string>("--openapi") { Description = "An OpenAPI v2 document (swagger.json), or a folder of OpenAPI v3 documents.", Required = true };
        var discovery = new Option<string>("--discovery") { Description = "A folder with aggregated_v2_api.json and aggregated_v2.json, what /api and /apis answer.", Required = true };
        var output = new Option<string>("--out") { Description = "The folder for the types; what else is in it is deleted.", Required = true };
        var factories = new Option<string?>("--factories") { Description = "The folder for the client's factories." };
        var tables = new Option<string?>("--server-tables") { Description = "The folder for the tables that the embedded API server reads." };
        var unstable = new Option<bool>("--unstable") { Description = "Takes alpha and beta versions, too." };
        var command = new Command("models", "Writes the built-in API types of a Kubernetes version as C#.") { openApi, discovery, output, factories, tables, unstable };
        command.SetAction(parsed =>
        {
            try
            {
                Run(parsed.GetValue(openApi)!, parsed.GetValue(discovery)!, parsed.GetValue(output)!, parsed.GetValue(factories), parsed.GetValue(tables), parsed.GetValue(unstable), AnsiConsole.Console);
                return 0;
            }
            catch (ToolException e)
            {
                AnsiConsole.Console.MarkupLineInterpolated($"[red]error:[/] {e.Message}");
                return 1;
            }
        });
        return command;
    }

    /// <exception cref="ToolException">The documents cannot be read or do not fit together, or a folder cannot be written.</exception>
    internal static void Run(string openApi, string discovery, string output, string? factories, string? tables, bool unstable, IAnsiConsole console)
    {
        var resources = DiscoveryReader.Read(discovery);
        var schemas = OpenApiReader.Read(openApi);
        bool IsChosen(string version) => unstable || IsStable(version);
        var types = ModelBuilder.Build(schemas, resources, IsChosen);
        var table = new Table().AddColumns("", "files", "added", "changed", "removed");

        var models = types.ToDictionary(t => Path.Combine(t.Folder, t.Name + ".g.cs"), ModelEmitter.Write, StringComparer.Ordinal);
        Report(table, "types", models.Count, GeneratedFolder.Write(output, models));
        if (factories is not null)
        {
            var apis = FactoryEmitter.Write(types, resources);
            Report(table, "factories", apis.Count, GeneratedFolder.Write(factories, apis));
        }
        if (tables is not null)
        {
            Report(table, "server tables", 2, GeneratedFolder.WriteAmongOthers(tables, new Dictionary<string, string>
            {
                ["built-in-types.txt"] = ServerTypeTable.Write(openApi),
                ["built-in-resources.txt"] = ServerResourceTable.Write(resources, schemas, IsChosen),
            }));
        }
        console.Write(table);
    }

    private static bool IsStable(string version) => !version.Contains("alpha", StringComparison.Ordinal) && !version.Contains("beta", StringComparison.Ordinal);

    private static void Report(Table table, string what, int files, (int Added, int Changed, int Removed) result) =>
        table.AddRow(what, $"{files}", $"{result.Added}", $"{result.Changed}", $"{result.Removed}");
}
