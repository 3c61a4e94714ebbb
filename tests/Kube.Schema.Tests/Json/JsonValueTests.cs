using Kube.Schema.Json;

namespace Kube.Schema.Tests.Json;

public sealed class JsonValueTests
{
    [Fact]
    public void Objects_are_equal_in_any_order_and_arrays_are_not()
    {
        Assert.Equal(JsonValue.Parse("""{"a":1,"b":[1,2]}"""), JsonValue.Parse("""{"b":[1,2],"a":1}"""));
        Assert.Equal(JsonValue.Parse("""{"a":1,"b":2}""").GetHashCode(), JsonValue.Parse("""{"b":2,"a":1}""").GetHashCode());
        Assert.NotEqual(JsonValue.Parse("[1,2]"), JsonValue.Parse("[2,1]"));
        Assert.NotEqual(JsonValue.Parse("""{"a":1}"""), JsonValue.Parse("""{"a":2}"""));
        Assert.NotEqual(JsonValue.Parse("""{"a":null}"""), JsonValue.Parse("""{"b":null}"""));
        Assert.False(JsonValue.Parse("1") == JsonValue.Parse("\"1\""));
    }

    [Fact]
    public void A_changed_object_shares_what_it_did_not_touch()
    {
        var before = (JsonObject)JsonValue.Parse("""{"a":{"x":1},"b":2}""");
        var after = before.With("b", 3).With("c", true);

        Assert.Equal("""{"a":{"x":1},"b":2}""", before.ToJson());
        Assert.Equal("""{"a":{"x":1},"b":3,"c":true}""", after.ToJson());
        Assert.Same(before["a"], after["a"]);
        Assert.Same(before, before.With("a", before["a"]!));
        Assert.Equal("""{"b":2}""", before.Without("a").ToJson());
        Assert.Same(before, before.Without("z"));
        Assert.Same(JsonObject.Empty, before.Without("a").Without("b"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Finds_every_member_of_an_object_of_any_size(int count)
    {
        var value = JsonObject.From(Enumerable.Range(0, count).Select(i => new KeyValuePair<string, JsonValue>($"key{i}", i)));
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(i, value[$"key{i}"]);
            Assert.Equal(count - 1, value.Without($"key{i}").Count);
            Assert.Null(value.Without($"key{i}")[$"key{i}"]);
            Assert.Equal(-1, value.With($"key{i}", -1)[$"key{i}"]);
        }

        Assert.Null(value["key"]);
        Assert.False(value.ContainsKey("Key0"));
    }

    [Fact]
    public void Arrays_change_by_index()
    {
        var value = JsonValue.Array(1, 2, 3);
        Assert.Equal("[1,9,3]", value.SetItem(1, 9).ToJson());
        Assert.Equal("[0,1,2,3]", value.Insert(0, 0).ToJson());
        Assert.Equal("[1,2,3,4]", value.Add(4).ToJson());
        Assert.Equal("[1,3]", value.RemoveAt(1).ToJson());
        Assert.Throws<IndexOutOfRangeException>(() => value.SetItem(3, 1));
    }

    [Fact]
    public void A_builder_keeps_order_through_removal_and_replacement()
    {
        var builder = new JsonObjectBuilder().Add("a", 1).Add("b", 2).Add("c", 3);
        builder["b"] = null;
        builder["c"] = 4;
        builder["b"] = 5;
        Assert.Equal("""{"a":1,"c":4,"b":5}""", builder.Build().ToJson());
        Assert.Throws<ArgumentException>(() => builder.Add("a", 1));
        Assert.Throws<ArgumentException>(() => JsonObject.Of(("a", 1), ("a", 2)));
    }

    [Fact]
    public void Refuses_numbers_that_JSON_has_not()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonValue.Of(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonValue.Of(double.PositiveInfinity));
    }

    [Fact]
    public void Writes_lone_surrogates_as_replacement_characters() =>
        Assert.Equal("\"\uFFFD\"", JsonValue.Of("\ud800").ToJson());

    [Theory]
    [InlineData(1e20, "100000000000000000000", "1e+20")]
    [InlineData(1e21, "1e+21", "1e+21")]
    [InlineData(0.00001, "0.00001", "1e-05")]
    [InlineData(1.5, "1.5", "1.5")]
    [InlineData(123456789.0, "123456789", "1.23456789e+08")]
    [InlineData(-1e-7, "-1e-7", "-1e-07")]
    public void Formats_doubles_as_Go_writes_JSON_and_prints_messages(double value, string json, string verb)
    {
        Assert.Equal(json, JsonNumber.Format(value));
        Assert.Equal(verb, JsonNumber.FormatVerb(value));
    }
}
