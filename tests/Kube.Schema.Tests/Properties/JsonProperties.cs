using System.Text;
using Kube.Schema.Json;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Kube.Schema.Tests.Properties;

public sealed class JsonProperties
{
    [Fact]
    public void What_is_written_reads_back()
    {
        for (var seed = 0; seed < Rounds.Or(500); seed++)
        {
            var value = new RandomJson(seed).Value(6);
            var text = value.ToJson();
            var again = JsonValue.Parse(text);

            // A whole double is written without a point and so comes back as an integer, as in Go.
            Assert.Equal(text, again.ToJson());
            Assert.True(Normal(value) == Normal(again), $"seed {seed}: {Normal(value)} is not {Normal(again)}");
            Assert.Equal(Normal(value).GetHashCode(), Normal(JsonValue.Parse(value.ToUtf8Json(indented: true))).GetHashCode());
        }
    }

    [Fact]
    public void What_is_written_is_what_System_Text_Json_reads()
    {
        for (var seed = 0; seed < Rounds.Or(500); seed++)
        {
            var value = new RandomJson(seed).Object(5);
            var theirs = JsonNode.Parse(value.ToUtf8Json());

            Assert.True(JsonNode.DeepEquals(theirs, JsonNode.Parse(JsonValue.Parse(theirs!.ToJsonString()).ToJson())), $"seed {seed}");
        }
    }

    [Fact]
    public void No_text_does_anything_but_parse_or_say_where_it_is_wrong()
    {
        for (var seed = 0; seed < Rounds.Or(500); seed++)
        {
            var random = new RandomJson(seed);
            var bytes = random.Value(5).ToUtf8Json();
            for (var i = random.Below(4); i >= 0 && bytes.Length > 0; i--)
            {
                bytes = Mutate(bytes, random);
            }

            Judge(bytes);
            Judge([.. Enumerable.Range(0, 20).Select(_ => (byte)random.Below(256))]);
        }
    }

    [Fact]
    public void Structural_sharing_changes_only_what_was_asked()
    {
        for (var seed = 0; seed < Rounds.Or(500); seed++)
        {
            var random = new RandomJson(seed);
            var value = random.Object();
            var key = random.Text();
            var with = value.With(key, 1);

            Assert.Equal(1, with[key]);
            Assert.True(value.All(member => member.Key == key || ReferenceEquals(with[member.Key], member.Value)));
            Assert.Equal(value.Without(key), with.Without(key));
            Assert.Equal(value, value.ToBuilder().Build());
        }
    }

    private static void Judge(byte[] bytes)
    {
        var valid = true;
        try
        {
            JsonNode.Parse(bytes, documentOptions: new() { MaxDepth = 512 });
        }
        catch (System.Text.Json.JsonException)
        {
            valid = false;
        }

        try
        {
            var value = JsonValue.Parse(bytes);
            Assert.Equal(value.ToJson(), JsonValue.Parse(value.ToJson()).ToJson());
        }
        catch (JsonParseException error)
        {
            Assert.InRange(error.Offset, 0, bytes.Length);
            Assert.InRange(error.Column, 1, bytes.Length + 1);

            // Ours is stricter in two things only: keys that stand twice and numbers beyond a double. Bad UTF-8 is read, as in Go.
            Assert.True(!valid || error.Problem.Contains("stands twice", StringComparison.Ordinal) || error.Problem.Contains("64 bits", StringComparison.Ordinal), Encoding.UTF8.GetString(bytes));
        }
    }

    private static byte[] Mutate(byte[] bytes, RandomJson random)
    {
        var at = random.Below(bytes.Length);
        return random.Below(4) switch
        {
            0 => [.. bytes[..at], .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], (byte)random.Below(256), .. bytes[at..]],
            2 => [.. bytes[..at], "{}[],:\"\\0-e.u"u8[random.Below(13)], .. bytes[(at + 1)..]],
            _ => bytes[..at],
        };
    }

    private static JsonValue Normal(JsonValue value) => value switch
    {
        JsonDouble number => JsonValue.Parse(number.ToJson()),
        JsonArray items => JsonArray.From(items.Select(Normal)),
        JsonObject members => JsonObject.From(members.Select(member => KeyValuePair.Create(member.Key, Normal(member.Value)))),
        _ => value,
    };
}
