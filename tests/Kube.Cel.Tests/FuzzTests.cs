using System.Diagnostics;
using System.Text;
using Kube.Cel;

namespace Kube.Cel.Tests;

/// <summary>Random and mutated expressions: whatever comes in, every pass ends with a value or a declared error.</summary>
public class FuzzTests
{
    private static readonly string[] Seeds =
    [
        "self.minReplicas <= self.maxReplicas",
        "self.items.all(i, i.name.matches('^[a-z]+$') && i.value > 0)",
        "self.items.exists_one(i, has(i.name) && i.name == self.title)",
        "self.labels.all(k, k.startsWith('a') || self.labels[k].size() < 3)",
        "self.?title.orValue('none') != 'x' ? [1, 2, 3].map(x, x * 2) : [4]",
        "'%s has %d items: %s'.format([self.title, size(self.items), self.labels])",
        "self.items.filter(i, i.value % 2 == 0).map(i, i.name).join(',').split(',').sort().reverse()",
        "sets.contains([1, 2, 3], [1]) && ip('10.0.0.1').family() == 4 && cidr('10.0.0.0/8').containsIP('10.1.1.1')",
        "self.items.transformMap(i, v, v.name).size() + self.labels.transformList(k, v, k + v).size() > 0",
        "timestamp('2024-01-01T00:00:00Z') + duration('1h') > timestamp(0) && duration('1s').getSeconds() == 1",
        "optional.of(self.title).optMap(t, t + '!').or(optional.none()).hasValue()",
        "quantity('1Gi').add(quantity('1Mi')).isGreaterThan(quantity('1000')) && semver('1.2.3').major() == 1",
        "bytes('abc') + b'\\x00\\377' == b'abc' || {1: 'a', 2: 'b'}[1] in ['a', 'b'] && -1.5e3 < 2u",
        "self.items.sortBy(i, i.value)[0].name.replace('a', 'bb').lowerAscii().charAt(0) == dyn(self.port)",
        "format.dns1123Label().validate(self.title).orValue([]).all(e, e.contains('a')) && url('https://a/b?c=d').getHost() == 'a'",
        "[lists.range(10).slice(2, 5), [1]].flatten().distinct().sum() > self.items.map(i, i.value).max()",
        "quantity(self.title).add(quantity(self.title)).sub(quantity('1.5Ki')).compareTo(quantity('1e9')) > 0 && isQuantity(self.title)",
        "self.title.indexOf(self.title.replace('a', '')) < 3 && self.title.lastIndexOf(self.title.substring(1)) >= -1 && self.title.contains('b')",
        "self.items.map(i, i.value).distinct().size() == 1 || sets.equivalent(self.items.map(i, i.name), self.items.map(i, i.name)) || self.items.indexOf(self.items[0]) == 0",
        "self.title.findAll('a*b|a').size() > 1 || self.title.find('[ab]+$') == '' || self.title.split('a', 3).join('b').matches('(a|b)*')",
        "isURL(self.title) || isIP(self.title) || isSemver(self.title) || isCIDR(self.title) || bytes(self.title).size() > 3",
        "int(self.title) > 0 || double(self.title) > 0.0 || duration(self.title) > duration('1s') || timestamp(self.title) > timestamp(0) || string(self.port) == 'x'",
    ];

    private const ulong Limit = 100_000;

    private static readonly CelValue Small = Value("title", 2, 2);

    /// <summary>Texts, lists and maps of a size that a request may have, made once: what is quadratic in them would be noticed.</summary>
    private static readonly CelValue[] Large =
    [
        .. new[]
        {
            new string('a', 200_000), new string('9', 300_000), "0." + new string('0', 100_000) + "1", "1e" + new string('9', 50_000), new string('1', 100_000) + "Ki",
            string.Concat(Enumerable.Repeat("ab", 60_000)) + "c", string.Concat(Enumerable.Repeat("\U0001F600\ud800", 30_000)), string.Concat(Enumerable.Repeat("1.2.3-a:", 20_000)),
        }.Select(title => Value(title, 2, 2)),
        Value("title", 20_000, 2),
        Value("title", 2, 20_000),
    ];

    private static readonly string[] Pieces =
    [
        "self", ".title", ".items", "[0]", ".all(x, ", ".map(x, ", ")", "(", "[", "]", "{", "}", "1", "'a'", "b'\\xff'", "1.5", "2u", "null", "true", " ? ",
        " : ", " && ", " || ", " + ", " - ", " * ", " / ", " % ", " == ", " != ", " < ", " in ", "!", "-", "x", ".?title", "[?0]", "dyn(", "size(", "has(",
        ".format([", "\"%s%d%.3f\"", "r'\\d'", "'''", "\\", "\u00e9", "\U0001F600", "\ud800", "//c\n", ".matches('(a*)*b')", "9223372036854775807", "`a-b`", "..", ",",
    ];

    private static readonly CelType Item = CelType.Object("self.items.@idx", [new CelField("name", "name", CelType.String), new CelField("value", "value", CelType.Int)]);

    private static readonly SizedType Self = SizedType.Object(
        CelType.Object("self", [
            new CelField("minReplicas", "minReplicas", CelType.Int),
            new CelField("maxReplicas", "maxReplicas", CelType.Int),
            new CelField("title", "title", CelType.String),
            new CelField("port", "port", CelType.Dyn),
            new CelField("items", "items", CelType.List(Item)),
            new CelField("labels", "labels", CelType.Map(CelType.String, CelType.String)),
        ]),
        new Dictionary<string, SizedType>
        {
            ["minReplicas"] = SizedType.Scalar(CelType.Int, 1),
            ["maxReplicas"] = SizedType.Scalar(CelType.Int, 1),
            ["title"] = SizedType.Scalar(CelType.String, 2, 40),
            ["port"] = SizedType.Scalar(CelType.Dyn, 1, 40),
            ["items"] = SizedType.List(SizedType.Object(Item, new Dictionary<string, SizedType>
            {
                ["name"] = SizedType.Scalar(CelType.String, 2, 40),
                ["value"] = SizedType.Scalar(CelType.Int, 1),
            }, 2), 1000),
            ["labels"] = SizedType.Map(SizedType.Scalar(CelType.String, 2), SizedType.Scalar(CelType.String, 2, 40), 1000),
        },
        2);

    private static readonly CelEnvironment Environment = CelEnvironment.ForVersion(KubernetesVersion.Newest).Declare("self", Self.Type);

    /// <summary>Seeded, so that a failure can be repeated; as long as <c>KUBE_FUZZ_SECONDS</c> says, a moment by default.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_expressions_end_with_a_value_or_an_error(int seed)
    {
        var random = new Random(seed);
        foreach (var _ in Rounds())
        {
            Run(Mutate(Seeds[random.Next(Seeds.Length)], random), random);
        }
    }

    [Fact]
    public void Random_pieces_end_with_a_value_or_an_error()
    {
        var random = new Random(4);
        foreach (var _ in Rounds())
        {
            var text = new StringBuilder();
            for (var i = random.Next(1, 30); i > 0; i--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
            }

            Run(text.ToString(), random);
        }
    }

    [Fact]
    public void Random_characters_end_with_an_error()
    {
        var random = new Random(5);
        foreach (var _ in Rounds())
        {
            Run(new string([.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65536))]), random);
        }
    }

    [Fact]
    public void Random_bytes_end_with_an_error()
    {
        var random = new Random(6);
        var bytes = new byte[200];
        foreach (var _ in Rounds())
        {
            random.NextBytes(bytes);
            Run(Encoding.UTF8.GetString(bytes, 0, random.Next(1, bytes.Length)), random);
        }
    }

    [Fact]
    public void The_seeds_themselves_are_good()
    {
        foreach (var seed in Seeds)
        {
            Assert.Equal("", Environment.Compile(seed).RenderDiagnostics());
        }
    }

    /// <summary>With one large value each; the others come by chance.</summary>
    [Fact]
    public void The_seeds_end_with_large_values()
    {
        for (var i = 0; i < Seeds.Length; i++)
        {
            Environment.Compile(Seeds[i]).Expression!.Evaluate(Environment.NewVariables().Set("self", Large[i % Large.Length]), Limit).Value.ToString();
        }
    }

    private static IEnumerable<int> Rounds()
    {
        var seconds = double.TryParse(System.Environment.GetEnvironmentVariable("KUBE_FUZZ_SECONDS"), out var given) ? given : 0;
        var clock = Stopwatch.StartNew();
        var i = 0;
        for (; i < 3000 || clock.Elapsed.TotalSeconds < seconds; i++)
        {
            yield return i;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{i} inputs in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private static string Mutate(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var i = random.Next(1, 6); i > 0 && result.Length > 0; i--)
        {
            var at = random.Next(result.Length);
            switch (random.Next(5))
            {
                case 0:
                    result.Remove(at, Math.Min(random.Next(1, 8), result.Length - at));
                    break;
                case 1:
                    result.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    var other = Seeds[random.Next(Seeds.Length)];
                    var from = random.Next(other.Length);
                    result.Insert(at, other.Substring(from, Math.Min(random.Next(1, 30), other.Length - from)));
                    break;
                case 3:
                    result[at] = (char)random.Next(32, 127);
                    break;
                default:
                    var length = Math.Min(random.Next(1, 20), result.Length - at);
                    result.Insert(random.Next(result.Length), result.ToString(at, length));
                    break;
            }
        }

        return result.ToString();
    }

    private static void Run(string text, Random random)
    {
        // Large ones cost a thousand times as much.
        var value = random.Next(200) == 0 ? Large[random.Next(Large.Length)] : Small;
        try
        {
            var compiled = Environment.Compile(text);
            compiled.RenderDiagnostics();
            foreach (var diagnostic in compiled.Diagnostics)
            {
                Assert.InRange(diagnostic.Span.Start, 0, text.Length);
                Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, text.Length);
            }

            if (compiled.Expression is not { } expression)
            {
                Assert.NotEmpty(compiled.Diagnostics);
                return;
            }

            var estimate = expression.EstimateCost(Self);
            Assert.True(estimate.Min <= estimate.Max || estimate.Max == 0 || estimate.Min == ulong.MaxValue, $"{estimate} for: {text}");
            expression.Evaluate(Environment.NewVariables().Set("self", value), Limit).Value.ToString();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{e.GetType().Name} for: {text}", e);
        }
    }

    private static CelValue Value(string title, int items, int labels) => Map(
        ("minReplicas", CelValue.Int(1)),
        ("maxReplicas", CelValue.Int(3)),
        ("title", CelValue.String(title)),
        ("port", CelValue.String("http")),
        ("items", CelValue.List([.. Enumerable.Range(0, items).Select(i => Map(("name", CelValue.String(i % 2 == 0 ? "abc" : "b")), ("value", CelValue.Int(i % 2 == 0 ? 7 : -2))))])),
        ("labels", Map([.. Enumerable.Range(0, labels).Select(i => (i == 0 ? "a" : $"app{i}", CelValue.String("x")))])));

    private static CelValue Map(params (string Key, CelValue Value)[] entries)
    {
        var map = new CelDictionaryMap();
        foreach (var (key, value) in entries)
        {
            map.Set(CelValue.String(key), value);
        }

        return CelValue.Map(map);
    }
}
