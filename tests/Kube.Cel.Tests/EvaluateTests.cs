using Kube.Cel;

namespace Kube.Cel.Tests;

/// <summary>Evaluation: errors as values, limits, costs.</summary>
public class EvaluateTests
{
    private static readonly CelEnvironment Environment = CelEnvironment.ForVersion(new KubernetesVersion(1, 36))
        .Declare("x", CelType.Dyn).Declare("numbers", CelType.List(CelType.Int)).Declare("text", CelType.String);

    private static CelResult Evaluate(string text, ulong limit = ulong.MaxValue)
    {
        var compiled = Environment.Compile(text);
        Assert.True(compiled.Expression is not null, compiled.RenderDiagnostics());
        var variables = Environment.NewVariables()
            .Set("x", CelValue.Int(1))
            .Set("numbers", CelValue.List(new RangeList(100)))
            .Set("text", CelValue.String(new string('a', 1000)));
        return compiled.Expression.Evaluate(variables, limit);
    }

    [Theory]
    [InlineData("false && 1 / 0 == 1", false)]
    [InlineData("1 / 0 == 1 && false", false)]
    [InlineData("true || 1 / 0 == 1", true)]
    [InlineData("1 / 0 == 1 || true", true)]
    [InlineData("[1, 0].exists(i, 1 / i == 1)", true)]
    [InlineData("[0, 1].exists(i, 1 / i == 1)", true)]
    [InlineData("[0, 2].all(i, 1 / i == 1)", false)]
    [InlineData("[2, 0].all(i, 1 / i == 1)", false)]
    [InlineData("true ? true : 1 / 0 == 1", true)]
    public void Logic_absorbs_errors_whichever_side_they_are_on(string text, bool expected) => Assert.Equal(expected, Evaluate(text).Value.IsTrue);

    [Theory]
    [InlineData("1 / 0 == 1 && true", "division by zero")]
    [InlineData("1 / 0 == 1 || false", "division by zero")]
    [InlineData("9223372036854775807 + x == 0", "integer overflow")]
    [InlineData("-(-9223372036854775807 - x) == 0", "integer overflow")]
    [InlineData("0u - 1u == 0u", "unsigned integer overflow")]
    [InlineData("5 % (x - 1) == 0", "modulus by zero")]
    [InlineData("x + 'a' == 'b'", "no such overload")]
    [InlineData("numbers[100] == 0", "index out of bounds: 100")]
    [InlineData("{'a': x}['b'] == 0", "no such key: b")]
    [InlineData("optional.none().value() == 1", "optional.none() dereference")]
    [InlineData("timestamp('9999-12-31T23:59:59Z') + duration('1s') == timestamp('2000-01-01T00:00:00Z')", "timestamp overflow")]
    [InlineData("[0].exists_one(i, 1 / i == 1)", "division by zero")]
    public void What_has_no_value_says_why(string text, string message) => Assert.Equal(message, Evaluate(text).Value.AsError.Message);

    [Fact]
    public void An_evaluation_stops_at_its_limit()
    {
        const string text = "numbers.all(a, numbers.all(b, a + b >= 0))";
        var free = Evaluate(text);
        Assert.True(free.Value.IsTrue);
        var stopped = Evaluate(text, 1000);
        Assert.True(stopped.Value.AsError.IsCostLimit);
        Assert.InRange(stopped.Cost, 1001UL, 1020UL);
        Assert.True(Evaluate(text, free.Cost).Value.IsTrue);
    }

    [Fact]
    public void The_limit_is_not_absorbed_by_logic()
    {
        Assert.True(Evaluate("numbers.all(a, a >= 0) || true", 50).Value.IsError);
        Assert.True(Evaluate("numbers.exists(a, numbers.all(b, b >= 0)) || true", 50).Value.IsError);
    }

    [Fact]
    public void Endless_looking_work_ends_at_the_limit()
    {
        var text = "numbers.map(a, numbers.map(b, numbers.map(c, numbers.map(d, numbers.map(e, a + b + c + d + e))))).size() > 0";
        Assert.True(Evaluate(text, 1_000_000).Value.AsError.IsCostLimit);
        Assert.True(Evaluate("lists.range(1000000000000).size() > 0").Value.IsError);
        Assert.True(Evaluate("text.replace('', text.replace('', text.replace('', text))).size() > 0").Value.IsError);
    }

    // Each would take minutes or gigabytes, were the call made before it is charged.
    [Theory(Timeout = 15_000)]
    [InlineData("lists.range(2000000000).reverse().size() > 0")]
    [InlineData("lists.range(2000000000).slice(1, 1999999999).size() > 0")]
    [InlineData("lists.range(2000000000).sort().size() > 0")]
    [InlineData("lists.range(300000).distinct().size() > 0")]
    [InlineData("sets.contains(lists.range(300000), lists.range(300000))")]
    [InlineData("lists.range(2000000000).indexOf(-1) > 0")]
    [InlineData("lists.range(2000000000).exists(i, false) || -1 in lists.range(2000000000)")]
    public async Task What_nobody_can_afford_is_not_done(string text)
    {
        await Task.Yield();
        Assert.True(Evaluate(text, 1_000_000).Value.AsError.IsCostLimit);
    }

    [Theory]
    [InlineData("lists.range(2000000000).reverse().size() > 0")]
    [InlineData("lists.range(2000000000).slice(1, 1999999999).size() > 0")]
    [InlineData("lists.range(2000000000).sort().size() > 0")]
    public void A_list_too_large_to_be_copied_is_an_error(string text) => Assert.Equal("list is too large", Evaluate(text).Value.AsError.Message);

    [Fact]
    public void A_text_too_large_to_be_put_together_is_an_error()
    {
        const string text = "'%s%s%s%s%s%s%s%s%s%s'";
        var grown = "text";
        for (var i = 0; i < 5; i++)
        {
            grown = $"[{grown}].map(t, {text}.format([t, t, t, t, t, t, t, t, t, t]))[0]";
        }

        Assert.Equal("string is too large", Evaluate(grown + ".size() > 0").Value.AsError.Message);
    }

    [Theory]
    [InlineData("lists.range(1000000).distinct().size() > 0")]
    [InlineData("sets.contains(lists.range(100000000), [-1])")]
    [InlineData("sets.equivalent(lists.range(100000000), lists.range(100000000))")]
    [InlineData("sets.intersects([-1], lists.range(100000000))")]
    [InlineData("lists.range(100000000).indexOf(-1) == -1")]
    [InlineData("lists.range(100000000).lastIndexOf(-1) == -1")]
    [InlineData("lists.range(1000000).all(i, lists.range(1000000).indexOf(0) == 0)")]
    public void Comparing_each_with_each_has_an_end_without_a_cost_limit(string text) => Assert.Equal("values are too large to be compared", Evaluate(text).Value.AsError.Message);

    [Fact]
    public void Long_texts_that_repeat_themselves_are_searched_in_linear_time()
    {
        // The product of the lengths would be some hundred billion steps.
        var (text, part) = (CelValue.String(new string('a', 1_000_000)), CelValue.String(new string('a', 400_000) + "b"));
        var environment = CelEnvironment.ForVersion(KubernetesVersion.Newest).Declare("text", CelType.String).Declare("part", CelType.String);
        foreach (var expression in new[] { "text.indexOf(part) == -1", "text.lastIndexOf(part) == -1", "!text.contains(part)", "text.split(part).size() == 1", "text.replace(part, 'x') == text" })
        {
            var result = environment.Compile(expression).Expression!.Evaluate(environment.NewVariables().Set("text", text).Set("part", part));
            Assert.True(result.Value.IsTrue, expression);
        }
    }

    [Fact]
    public void A_text_is_found_as_by_trying_each_place()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            // Long enough for the linear search, and over two letters, so that there are partial matches everywhere.
            var text = Letters(4000);
            var part = round % 2 == 0 ? Letters(300) : text.Substring(random.Next(3000), 300 + random.Next(600));
            var search = new Library.TextSearch(text, part);
            var from = random.Next(text.Length);
            Assert.Equal(text.IndexOf(part, from, StringComparison.Ordinal), search.First(from));
            Assert.Equal(text.LastIndexOf(part, Math.Min(text.Length - 1, from + part.Length - 1), StringComparison.Ordinal), search.Last(from));
        }

        string Letters(int count)
        {
            var period = 1 + random.Next(9);
            return new string([.. Enumerable.Range(0, count).Select(i => random.Next(1000) == 0 || i % period == 0 ? 'b' : 'a')]);
        }
    }

    [Fact]
    public void All_matches_of_a_hostile_pattern_are_an_error() => Assert.Equal(
        "text is too large to find all matches in it",
        Evaluate("text.replace('a', text.substring(0, 100)).findAll('a*b|a').size() > 0").Value.AsError.Message);

    [Theory]
    [InlineData("int('5\\u0000' + string(x).substring(1)) == 5", "type conversion error from 'string' to 'int'")]
    [InlineData("int(' 5' + string(x).substring(1)) == 5", "type conversion error from 'string' to 'int'")]
    [InlineData("int('5 ' + string(x).substring(1)) == 5", "type conversion error from 'string' to 'int'")]
    [InlineData("int(string(x).substring(1)) == 5", "type conversion error from 'string' to 'int'")]
    [InlineData("uint('5\\u0000' + string(x).substring(1)) == 5u", "type conversion error from 'string' to 'uint'")]
    public void A_number_is_read_as_Go_reads_it(string text, string message) => Assert.Equal(message, Evaluate(text).Value.AsError.Message);

    [Theory]
    [InlineData("[1, 2].reverse() == [2, 1]", 14)]
    [InlineData("x == 1", 2)]
    [InlineData("[1, 2, 3].all(i, i > 0)", 16)]
    [InlineData("text.contains('a')", 101)]
    [InlineData("x in [1, 2, 3]", 1)]
    [InlineData("text.matches('^a+$')", 102)]
    public void Costs_count_as_an_api_server_counts_them(string text, ulong cost) => Assert.Equal(cost, Evaluate(text).Cost);

    [Theory]
    [InlineData("string(1.0)", "1")]
    [InlineData("string(1e6)", "1e+06")]
    [InlineData("string(123456.0)", "123456")]
    [InlineData("string(0.00001)", "1e-05")]
    [InlineData("string(duration('1.5h'))", "5400s")]
    [InlineData("string(timestamp('2024-01-01T00:00:00.5Z'))", "2024-01-01T00:00:00.5Z")]
    [InlineData("'%.2f|%x|%s'.format([1234.5, 255, ['a']])", "1,234.50|ff|[\"a\"]")]
    [InlineData("'tacocat'.split('').join('-')", "t-a-c-o-c-a-t")]
    [InlineData("'\\u00e9\\U0001F600x'.substring(1, 2)", "\U0001F600")]
    [InlineData("'hello'.replace('', '_')", "_h_e_l_l_o_")]
    public void Text_functions_give_Go_s_results(string text, string expected) => Assert.Equal(expected, Evaluate(text).Value.AsString);

    [Fact]
    public void Strings_order_by_code_point()
    {
        Assert.True(Evaluate("'\\uffff' < '\\U0001F600'").Value.IsTrue);
        Assert.True(Evaluate("'a' < 'b' && 'a' < 'aa' && !('b' < 'a')").Value.IsTrue);
    }

    [Fact]
    public void Numbers_compare_across_types_without_rounding()
    {
        Assert.True(Evaluate("dyn(9007199254740993) > dyn(9007199254740992.0) || dyn(9007199254740993) == dyn(9007199254740992.0)").Value.IsTrue);
        Assert.True(Evaluate("1 < 2.5 && 1u < 2 && -1 < 1u && 3.0 == dyn(3)").Value.IsTrue);
        Assert.True(Evaluate("{1: 'a'}[dyn(1.0)] == 'a' && dyn(1u) in {1: 'a'}").Value.IsTrue);
    }
}
