using Kube.Conformance.Data;
using Kube.Tool.Models;
using Spectre.Console;

namespace Kube.Tool.Tests;

public sealed class ModelsCommandTests : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Data");
    private static readonly string Discovery = Path.Combine(Data, "discovery");
    private readonly string _folder = Directory.CreateTempSubdirectory("kube-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dictionary<string, string> Run(string openApi, bool unstable = false)
    {
        var output = Path.Combine(_folder, Path.GetRandomFileName());
        ModelsCommand.Run(openApi, Discovery, Path.Combine(output, "types"), Path.Combine(output, "factories"), tables: null, unstable, Silent());
        return Files(output);
    }

    private static IAnsiConsole Silent() => AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null) });

    private static Dictionary<string, string> Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void Reachable_types_of_stable_kinds_are_written()
    {
        var files = Run(Path.Combine(Data, "swagger.json"));
        Assert.Equal(["factories/ToysApis.g.cs", "types/toys.v1/V1Part.g.cs", "types/toys.v1/V1Robot.g.cs", "types/toys.v1/V1RobotSpec.g.cs"], files.Keys.Order(StringComparer.Ordinal));
        var spec = files["types/toys.v1/V1RobotSpec.g.cs"];
        foreach (var line in (string[])
        [
            "public required int Arms { get => _arms; init => _arms = value; }",
            "public long? Legs { get => _legs; init => _legs = value; }",
            "public Quantity? Cpu { get => _cpu; init => _cpu = value; }",
            "public required DateTimeOffset Started { get => _started; init => _started = value; }",
            "public required IReadOnlyList<string> Tags { get => _tags; init => _tags = value; }",
            "public IReadOnlyList<V1Part>? Parts { get => _parts; init => _parts = value; }",
            "public bool? XKubernetesOdd { get => _xKubernetesOdd; init => _xKubernetesOdd = value; }",
            "/// <summary>Short values to select by.</summary>\n    public IReadOnlyDictionary<string, string>? Labels { get => _labels; init => _labels = value; }",
            "/// <summary>Merged by <c>name</c> in an apply.</summary>",
        ])
        {
            Assert.Contains(line, spec, StringComparison.Ordinal);
        }
        Assert.DoesNotContain('\r', spec);
    }

    [Fact]
    public void A_kind_knows_its_identity_and_keeps_a_member_named_type()
    {
        var robot = Run(Path.Combine(Data, "swagger.json"))["types/toys.v1/V1Robot.g.cs"];
        Assert.Contains("public sealed partial record V1Robot : IResource<V1Robot>, INamespaced, IHasSpec<V1RobotSpec?>", robot, StringComparison.Ordinal);
        Assert.Contains("static ResourceType IResource<V1Robot>.Type => Identity;", robot, StringComparison.Ordinal);
        Assert.Contains("Subresources = [\"status\"],", robot, StringComparison.Ordinal);
        Assert.Contains("public string? Type { get => _type; init => _type = value; }", robot, StringComparison.Ordinal);
    }

    [Fact]
    public void Factories_exist_for_the_right_scope_and_the_preferred_version()
    {
        var factories = Run(Path.Combine(Data, "swagger.json"), unstable: true)["factories/ToysApis.g.cs"];
        Assert.Contains("public static Api<V1Robot> Robots(this KubeClient client, string ns) => client.Namespaced<V1Robot>(ns);", factories, StringComparison.Ordinal);
        Assert.Contains("public static Api<V1Robot> Robots(this KubeClient client) => client.AllNamespaces<V1Robot>();", factories, StringComparison.Ordinal);
        Assert.DoesNotContain("V1alpha1Robot", factories, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_versions_of_OpenAPI_give_the_same_types() =>
        Assert.Equal(Run(Path.Combine(Data, "swagger.json")), Run(Path.Combine(Data, "v3")));

    [Theory]
    [InlineData("swagger.json")]
    [InlineData("v3")]
    public void The_servers_tables_name_types_fields_verbs_and_how_they_merge(string openApi)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "tables")).FullName;
        File.WriteAllText(Path.Combine(folder, "Other.cs"), "stays");
        ModelsCommand.Run(Path.Combine(Data, openApi), Discovery, Path.Combine(_folder, "types"), null, folder, unstable: false, Silent());
        var files = Files(folder);
        Assert.Equal(["Other.cs", "built-in-resources.txt", "built-in-types.txt"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("toys.example.com/v1 robots robot Robot N gl rob - toys.v1.Robot status:gpu\n", files["built-in-resources.txt"]);
        Assert.Equal(
            """
            toys.v1.Part inner:@toys.v1.Part name:s
            toys.v1.Robot apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@toys.v1.RobotSpec type:s
            toys.v1.RobotList items:[@toys.v1.Robot] metadata:@meta.v1.ListMeta
            toys.v1.RobotSpec arms!:i<int32> cpu:@api.resource.Quantity labels:{s} legs:i parts:[@toys.v1.Part]/map(name)~merge(name) started!:@meta.v1.Time tags!:[s] x-kubernetes-odd:b
            toys.v1alpha1.Robot kind:s metadata:@meta.v1.ObjectMeta

            """,
            files["built-in-types.txt"]);
    }

    [Fact]
    public void Unstable_versions_come_on_request() =>
        Assert.Contains("types/toys.v1alpha1/V1alpha1Robot.g.cs", Run(Path.Combine(Data, "swagger.json"), unstable: true).Keys);

    [Fact]
    public void What_is_no_longer_made_is_deleted_and_what_is_the_same_is_not_touched()
    {
        var output = Path.Combine(_folder, "out");
        Directory.CreateDirectory(Path.Combine(output, "old"));
        File.WriteAllText(Path.Combine(output, "old", "V1Gone.g.cs"), "");
        Assert.Equal((2, 0, 1), GeneratedFolder.Write(output, new Dictionary<string, string> { ["a.g.cs"] = "1", ["b.g.cs"] = "1" }));
        var before = File.GetLastWriteTimeUtc(Path.Combine(output, "a.g.cs"));
        Assert.Equal((0, 1, 0), GeneratedFolder.Write(output, new Dictionary<string, string> { ["a.g.cs"] = "1", ["b.g.cs"] = "2" }));
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(output, "a.g.cs")));
    }

    [Fact]
    public void A_folder_with_files_of_someone_else_is_left_alone()
    {
        File.WriteAllText(Path.Combine(_folder, "Mine.cs"), "");
        var error = Assert.Throws<ToolException>(() => GeneratedFolder.Write(_folder, new Dictionary<string, string>()));
        Assert.Contains("Mine.cs' is not a generated file", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "Mine.cs")));
    }

    [Theory]
    [InlineData("not there", null, "cannot be read")]
    [InlineData("bad.json", "{", "is not JSON")]
    [InlineData("bad.json", "{}", "is no OpenAPI document")]
    [InlineData("bad.json", """{"definitions":{}}""", "no OpenAPI schema has this kind: the documents are of different versions")]
    [InlineData("bad.json", """{"definitions":{"a.v1.X":{"properties":{"y":{"type":"blob"}}}}}""", "no OpenAPI schema has this kind")]
    [InlineData("bad.json", """{"definitions":{"a.v1.X":{"properties":{"y":{"$ref":"other.json#/X"}}}}}""", "a.v1.X.y: the reference 'other.json#/X' leads out of the document")]
    public void Bad_input_is_one_clear_error(string name, string? content, string message)
    {
        var file = Path.Combine(_folder, name);
        if (content is not null) File.WriteAllText(file, content);
        Assert.Contains(message, Assert.Throws<ToolException>(() => Run(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_reports_an_error_and_fails()
    {
        var result = ModelsCommand.Create().Parse(["--openapi", Path.Combine(_folder, "absent.json"), "--discovery", Discovery, "--out", Path.Combine(_folder, "out")]).Invoke();
        Assert.Equal(1, result);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Fact]
    public void What_is_committed_is_what_the_tool_makes()
    {
        var swagger = ConformanceData.Files("kubernetes", "swagger.json").LastOrDefault();
        if (swagger is null) Assert.Skip("No OpenAPI document: kubernetes/*/openapi-spec/swagger.json is in none of the conformance roots.");
        var discovery = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(swagger))!, "discovery");
        ModelsCommand.Run(swagger, discovery, Path.Combine(_folder, "types"), Path.Combine(_folder, "factories"), Path.Combine(_folder, "tables"), unstable: false, Silent());
        var source = Path.Combine(ConformanceData.RepositoryRoot, "src");
        Assert.Equal(Files(Path.Combine(source, "Kube.Models", "Generated")), Files(Path.Combine(_folder, "types")));
        Assert.Equal(Files(Path.Combine(source, "Kube.Client", "Generated")), Files(Path.Combine(_folder, "factories")));
        foreach (var (name, text) in Files(Path.Combine(_folder, "tables")))
            Assert.Equal(File.ReadAllText(Path.Combine(source, "Kube.Testing", "Resources", name)), text);
    }
}
