using Kube.Cel;

namespace Kube.Cel.Tests;

/// <summary>What is said about wrong expressions, where, and what is suggested.</summary>
public class CompileTests
{
    private static readonly CelType Spec = CelType.Object("selfType.spec", [
        new CelField("minReplicas", "minReplicas", CelType.Int),
        new CelField("maxReplicas", "maxReplicas", CelType.Int),
        new CelField("title", "title", CelType.String),
        new CelField("tags", "tags", CelType.List(CelType.String)),
        new CelField("__namespace__", "namespace", CelType.String),
        new CelField("port", "port", CelType.Dyn),
    ]);

    private static CelEnvironment Environment(int minor = 36) => CelEnvironment.ForVersion(new KubernetesVersion(1, minor)).Declare("self", Spec);

    private static CelCompilation Compile(string text, int minor = 36) => Environment(minor).Compile(text);

    private static CelDiagnostic Only(string text, int minor = 36)
    {
        var diagnostics = Compile(text, minor).Diagnostics;
        return Assert.Single(diagnostics);
    }

    private static string Underlined(string text, CelDiagnostic diagnostic) => text.Substring(diagnostic.Span.Start, diagnostic.Span.Length);

    [Fact]
    public void A_misspelt_field_is_underlined_and_the_nearest_one_suggested()
    {
        const string text = "self.minReplica <= self.maxReplicas";
        var diagnostic = Only(text);
        Assert.Equal("undefined field 'minReplica'", diagnostic.Message);
        Assert.Equal("minReplica", Underlined(text, diagnostic));
        Assert.Equal("minReplicas", diagnostic.Replacement);
        Assert.Equal("ERROR: <input>:1:5: undefined field 'minReplica'\n | self.minReplica <= self.maxReplicas\n | ....^", Compile(text).RenderDiagnostics());
    }

    [Fact]
    public void An_unknown_name_is_underlined_and_the_nearest_one_suggested()
    {
        const string text = "slef.title == ''";
        var diagnostic = Only(text);
        Assert.Equal("undeclared reference to 'slef' (in container '')", diagnostic.Message);
        Assert.Equal("slef", Underlined(text, diagnostic));
        Assert.Equal("self", diagnostic.Replacement);
    }

    [Fact]
    public void An_unknown_function_is_underlined_by_its_name()
    {
        const string text = "self.title.startWith('a')";
        var diagnostic = Only(text);
        Assert.Equal("undeclared reference to 'startWith' (in container '')", diagnostic.Message);
        Assert.Equal("startWith", Underlined(text, diagnostic));
        Assert.Equal("startsWith", diagnostic.Replacement);
    }

    [Theory]
    [InlineData("self.title == 1", "found no matching overload for '_==_' applied to '(string, int)'", 12)]
    [InlineData("self.title == null", "found no matching overload for '_==_' applied to '(string, null)'", 12)]
    [InlineData("self.minReplicas + 'a'", "found no matching overload for '_+_' applied to '(int, string)'", 18)]
    [InlineData("self.title.startsWith(1)", "found no matching overload for 'startsWith' applied to 'string.(int)'", 22)]
    [InlineData("size(self.minReplicas)", "found no matching overload for 'size' applied to '(int)'", 5)]
    [InlineData("self.minReplicas.x", "type 'int' does not support field selection", 17)]
    [InlineData("self.minReplicas && true", "expected type 'bool' but found 'int'", 5)]
    [InlineData("self.minReplicas.all(x, true)", "expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)", 5)]
    [InlineData("[1, 'a']", "expected type 'int' but found 'string'", 5)]
    [InlineData("{'a': 1, 'b': 'c'}", "expected type 'int' but found 'string'", 15)]
    [InlineData("duration('1y')", "invalid duration argument", 10)]
    [InlineData("timestamp('yesterday')", "invalid timestamp argument", 11)]
    [InlineData("'%d'.format(['a'])", "error during formatting: decimal clause can only be used on integers, was given string", 14)]
    [InlineData("for == 1", "reserved identifier: for", 1)]
    [InlineData("has(self)", "invalid argument to has() macro", 5)]
    [InlineData("[1].all(1, true)", "argument must be a simple name", 9)]
    [InlineData("9223372036854775808", "invalid int literal", 1)]
    public void Errors_have_the_servers_words_and_columns(string text, string message, int column)
    {
        var compiled = Compile(text);
        Assert.Contains(compiled.Diagnostics, d => d.Message == message);
        Assert.Contains($"ERROR: <input>:1:{column}: {message}", compiled.RenderDiagnostics(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("self.title ==", "Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}")]
    [InlineData("1 2", "Syntax error: extraneous input '2' expecting <EOF>")]
    [InlineData("(1", "Syntax error: missing ')' at '<EOF>'")]
    [InlineData("a # b", "Syntax error: token recognition error at: '#'")]
    [InlineData("self.true", "Syntax error: mismatched input 'true' expecting IDENTIFIER")]
    public void Syntax_errors_have_the_servers_words(string text, string message) =>
        Assert.Contains(Compile(text).Diagnostics, d => d.Message == message);

    [Fact]
    public void Several_errors_are_found_in_one_pass()
    {
        var compiled = Compile("self.foo == 1 && self.bar == 2 && baz");
        Assert.Equal(["undefined field 'foo'", "undefined field 'bar'", "undeclared reference to 'baz' (in container '')"], compiled.Diagnostics.Select(d => d.Message));
        Assert.Null(compiled.Expression);
    }

    [Fact]
    public void Columns_count_code_points_and_wide_characters_get_wide_dots()
    {
        var compiled = Compile("'\U0001F600é' == self.x");
        Assert.Equal("ERROR: <input>:1:13: undefined field 'x'\n | '\U0001F600é' == self.x\n | .．．.........^", compiled.RenderDiagnostics());
    }

    [Theory]
    [InlineData("ip('1.2.3.4').family() == 4", 29, "1.31")]
    [InlineData("self.?title.orValue('') == ''", 27, "1.29")]
    [InlineData("sets.contains([1], [1])", 28, "1.30")]
    [InlineData("semver('1.0.0').major() == 1", 32, "1.34")]
    [InlineData("[1, 2].sort() == [1, 2]", 33, "1.35")]
    [InlineData("[1, 2].includes(2) && 'a'.includes('a') && !self.port.includes(3)", 36, "1.38")]
    [InlineData("[1, 2].transformList(i, v, v) == [1, 2]", 31, "1.33")]
    [InlineData("format.dns1123Label().validate(self.title).hasValue()", 30, "1.32")]
    public void Newer_functions_name_the_release_from_which_on_they_work(string text, int environment, string release)
    {
        var diagnostics = Compile(text, environment).Diagnostics;
        Assert.Contains(diagnostics, d => d.Since?.ToString() == release && d.Hint!.Contains("from Kubernetes " + release, StringComparison.Ordinal));
        Assert.Empty(Compile(text, environment + 1).Diagnostics);
    }

    [Fact]
    public void Comparing_numbers_of_different_types_came_with_environment_1_28()
    {
        var diagnostic = Only("1 < 2.5", 27);
        Assert.Equal("found no matching overload for '_<_' applied to '(int, double)'", diagnostic.Message);
        Assert.Equal("1.29", diagnostic.Since?.ToString());
        Assert.Empty(Compile("1 < 2.5", 28).Diagnostics);
    }

    [Fact]
    public void A_server_compiles_new_expressions_as_its_predecessor_would()
    {
        Assert.Equal(new KubernetesVersion(1, 35), CelEnvironment.ForServer(new KubernetesVersion(1, 36)).Version);
        Assert.NotEmpty(CelEnvironment.ForServer(new KubernetesVersion(1, 30)).Compile("ip('::1').isLoopback()").Diagnostics);
        Assert.Empty(CelEnvironment.ForServer(new KubernetesVersion(1, 31)).Compile("ip('::1').isLoopback()").Diagnostics);
    }

    [Fact]
    public void Reserved_words_are_field_names_from_environment_1_30_on()
    {
        Assert.Equal("undefined field 'namespace'", Only("self.namespace == ''", 29).Message);
        Assert.Empty(Compile("self.namespace == ''", 30).Diagnostics);
        Assert.Empty(Compile("self.__namespace__ == ''", 29).Diagnostics);
    }

    [Theory]
    [InlineData("cel.bind(x, 1, x == 1)")]
    [InlineData("math.greatest(1, 2) == 2")]
    [InlineData("base64.encode(b'a') == ''")]
    [InlineData("'abc'.reverse() == 'cba'")]
    public void What_Kubernetes_leaves_out_is_refused(string text) => Assert.NotEmpty(Compile(text).Diagnostics);

    [Fact]
    public void Nesting_stops_at_250()
    {
        Assert.Empty(Compile(new string('(', 249) + "true" + new string(')', 249)).Diagnostics);
        var tooDeep = Only(new string('(', 251) + "true" + new string(')', 251));
        Assert.Equal("expression recursion limit exceeded: 250", tooDeep.Message);
        Assert.NotEmpty(Compile(string.Join("+", Enumerable.Repeat("1", 300))).Diagnostics);
        Assert.Empty(Compile(string.Join("&&", Enumerable.Repeat("true", 3000))).Diagnostics);
        Assert.NotEmpty(Compile(new string('[', 100_000)).Diagnostics);
    }

    [Fact]
    public void An_expression_has_at_most_100_000_code_points()
    {
        Assert.Empty(Compile("'" + new string('a', 99_998) + "'").Diagnostics);
        Assert.Equal("expression code point size exceeds limit: size: 100001, limit 100000", Only("'" + new string('a', 99_999) + "'").Message);
    }

    [Fact]
    public void Chained_optMaps_do_not_explode()
    {
        var text = "optional.of(1)" + string.Concat(Enumerable.Repeat(".optMap(x, x)", 60));
        Assert.Contains(Compile(text).Diagnostics, d => d.Message.StartsWith("expression expands to more than", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("int('x') == 1", "type conversion error from 'string' to 'int'")]
    [InlineData("self.title.find('(') == ''", "error parsing regexp: missing closing ): `(`")]
    public void Constants_that_can_never_be_computed_are_told_before_running(string text, string error)
    {
        var compiled = Compile(text);
        Assert.Empty(compiled.Diagnostics);
        Assert.Equal(error, compiled.Expression!.InstantiationError);
    }
}
