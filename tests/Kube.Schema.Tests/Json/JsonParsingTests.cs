using System.Text;
using Kube.Schema.Json;

namespace Kube.Schema.Tests.Json;

public sealed class JsonParsingTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData(" true ", "true")]
    [InlineData("false", "false")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9223372036854775808", "9223372036854776000")]
    [InlineData("18446744073709551616", "18446744073709552000")]
    [InlineData("1.0", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("-1.25e2", "-125")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1E20", "100000000000000000000")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("0.1", "0.1")]
    [InlineData("-0.0", "-0")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"a\\u0041\\n\\\"\\\\\\/\\b\\f\\r\\t\"", "\"aA\\n\\\"\\\\/\\b\\f\\r\\t\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData("\"\\ud83d\"", "\"\uFFFD\"")]
    [InlineData("\"\\ud83dx\\ude00\"", "\"\uFFFDx\uFFFD\"")]
    [InlineData("\"\\u0001\"", "\"\\u0001\"")]
    [InlineData("[ ]", "[]")]
    [InlineData("[1 , [2,[ ]], {}]", "[1,[2,[]],{}]")]
    [InlineData("{ }", "{}")]
    [InlineData("{\"b\":1,\"a\":{\"c\":null}}", "{\"b\":1,\"a\":{\"c\":null}}")]
    public void Reads_and_writes_as_Go_does(string text, string written)
    {
        Assert.Equal(written, JsonValue.Parse(text).ToJson());
        Assert.Equal(written, JsonValue.Parse(Encoding.UTF8.GetBytes(text)).ToJson());
    }

    [Fact]
    public void Tells_integers_from_doubles()
    {
        Assert.Equal(JsonKind.Integer, JsonValue.Parse("10").Kind);
        Assert.Equal(JsonKind.Double, JsonValue.Parse("10.0").Kind);
        Assert.Equal(JsonKind.Double, JsonValue.Parse("1e1").Kind);
        Assert.Equal(JsonKind.Double, JsonValue.Parse("9223372036854775808").Kind);
        Assert.NotEqual(JsonValue.Parse("10"), JsonValue.Parse("10.0"));
    }

    [Theory]
    [InlineData("", 0, 1, 1, "the text ends where a value should stand")]
    [InlineData("{\n  \"a\": tru\n}", 9, 2, 8, "'t' starts no value; 'true' was expected")]
    [InlineData("[1,]", 3, 1, 4, "']' where a value should stand")]
    [InlineData("[1 2]", 3, 1, 4, "'2' where ',' or ']' should stand")]
    [InlineData("{\"a\" 1}", 5, 1, 6, "'1' where ':' should follow the key \"a\"")]
    [InlineData("{a:1}", 1, 1, 2, "'a' where a key in double quotes should stand")]
    [InlineData("{\"a\":1,}", 7, 1, 8, "'}' where a key in double quotes should stand")]
    [InlineData("1 2", 2, 1, 3, "'2' after the end of the document")]
    [InlineData("\"abc", 0, 1, 1, "the text ends inside a string")]
    [InlineData("\"\\x\"", 1, 1, 2, "only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u are escapes")]
    [InlineData("\"\\u12g4\"", 1, 1, 2, "\\u must be followed by four hexadecimal digits")]
    [InlineData("\"\\u12", 1, 1, 2, "\\u must be followed by four hexadecimal digits")]
    [InlineData("\"a\tb\"", 2, 1, 3, "the control character U+0009 inside a string; write it as an escape")]
    [InlineData("01", 0, 1, 1, "a number must not start with a superfluous 0")]
    [InlineData("-", 0, 1, 1, "'-' must be followed by a digit")]
    [InlineData("1.", 0, 1, 1, "'.' in a number must be followed by a digit")]
    [InlineData("1e+", 0, 1, 1, "the exponent of a number must have a digit")]
    [InlineData("1e400", 0, 1, 1, "this number does not fit 64 bits")]
    [InlineData("\"é\" x", 4, 1, 5, "'x' after the end of the document")]
    [InlineData("[é]", 1, 1, 2, "'é' where a value should stand")]
    [InlineData("nul", 0, 1, 1, "'n' starts no value; 'null' was expected")]
    [InlineData("\uFEFF1", 0, 1, 1, "'\uFEFF' where a value should stand")]
    public void Says_what_is_wrong_and_where(string text, int offset, int line, int column, string problem)
    {
        var error = Assert.Throws<JsonParseException>(() => JsonValue.Parse(text));
        Assert.Equal((problem, offset, line, column), (error.Problem, error.Offset, error.Line, error.Column));
    }

    [Fact]
    public void Counts_bytes_where_bytes_were_given()
    {
        var error = Assert.Throws<JsonParseException>(() => JsonValue.Parse("\"é\" x"u8.ToArray()));
        Assert.Equal((5, 1, 6), (error.Offset, error.Line, error.Column));
    }

    [Fact]
    public void Refuses_a_key_that_stands_twice()
    {
        var error = Assert.Throws<JsonParseException>(() => JsonValue.Parse("""{"a":1,"b":2,"a":3}"""));
        Assert.Equal("the key \"a\" stands twice in the object that ends here", error.Problem);
        Assert.Equal(18, error.Offset);
    }

    [Fact]
    public void Tells_the_paths_of_keys_that_stand_twice_and_lets_the_last_win()
    {
        var duplicates = new List<string>();
        var big = string.Join(",", Enumerable.Range(0, 30).Select(i => $"\"k{i}\":{i}"));
        var value = JsonValue.Parse("{\"a\":1,\"spec\":{\"x\":[{\"y\":1},{\"y\":1,\"y\":2}],\"x2\":0,\"x2\":1},\"a\":5,\"big\":{" + big + ",\"k7\":true}}", new() { DuplicateKeys = duplicates });

        Assert.Equal(["spec.x[1].y", "spec.x2", "big.k7", "a"], duplicates);
        Assert.Equal("5", ((JsonObject)value)["a"]!.ToJson());
        Assert.Equal("""{"x":[{"y":1},{"y":2}],"x2":1}""", ((JsonObject)value)["spec"]!.ToJson());
        Assert.Equal(true, ((JsonObject)value).GetObject("big")!["k7"]);
    }

    [Fact]
    public void The_empty_key_may_stand_twice_too()
    {
        var duplicates = new List<string>();

        var value = JsonValue.Parse("""{"spec":{"":1,"":2},"":[{"":3,"":4}]}""", new() { DuplicateKeys = duplicates });

        Assert.Equal(["spec.", "[0]."], duplicates);
        Assert.Equal("""{"spec":{"":2},"":[{"":4}]}""", value.ToJson());
    }

    [Fact]
    public void Refuses_what_is_nested_too_deeply()
    {
        Assert.Equal(JsonKind.Array, JsonValue.Parse(new string('[', 512) + new string(']', 512)).Kind);
        var error = Assert.Throws<JsonParseException>(() => JsonValue.Parse(new string('[', 100_000)));
        Assert.Equal(("nested deeper than 512 levels", 512), (error.Problem, error.Offset));
        Assert.Throws<JsonParseException>(() => JsonValue.Parse("[[[1]]]", new() { MaxDepth = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonParseOptions { MaxDepth = 1001 });
    }

    [Fact]
    public void Reads_bytes_that_are_not_UTF8_as_replacement_characters() =>
        Assert.Equal("\"a\uFFFDb\"", JsonValue.Parse([(byte)'"', (byte)'a', 0xff, (byte)'b', (byte)'"']).ToJson());

    [Fact]
    public void Writes_indented() =>
        Assert.Equal("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}", JsonValue.Parse("""{"a":[1,{}],"b":[]}""").ToJson(indented: true));
}
