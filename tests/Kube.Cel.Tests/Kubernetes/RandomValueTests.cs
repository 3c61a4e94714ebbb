using System.Net;
using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

/// <summary>Properties that hold for any value or any text, on seeded random ones.</summary>
public sealed class RandomValueTests
{
    [Fact]
    public void Any_text_is_read_or_refused_without_an_exception()
    {
        const string Pieces = "0123456789abcdefxzTZtzµ.:-+/%[]@?&=#;\"<>()\\, \t\n\0eEinukKMGTP*éÿ中😀";
        var random = new Random(17);
        var formats = new[]
        {
            "bsonobjectid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "mac", "uuid", "uuid4", "isbn", "creditcard", "ssn", "hexcolor",
            "rgbcolor", "byte", "date", "datetime", "duration", "k8s-short-name", "k8s-long-name",
        };
        for (var i = 0; i < Rounds.Or(6_000); i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            if (random.Next(20) == 0)
                text += (char)random.Next(0xD800, 0xE000);
            Assert.Equal(IpAddress.TryParse(text, out _, out var error), error is null);
            Assert.Equal(Cidr.TryParse(text, out _, out error), error is null);
            Assert.Equal(SemVer.TryParse(text, out _, out error, normalize: i % 2 == 0), error is null);
            Assert.Equal(Quantity.TryParse(text, out var quantity, out error), error is null);
            Assert.True(quantity is null || (quantity.ToString().Length > 0 && quantity.TryAdd(quantity, out _) && !double.IsNaN(quantity.ToApproximateDouble())));
            if (Url.TryParse(text, out var url, out error))
                Assert.True(Url.IsValid(text, out _) && url.Query() is not null && url.EscapedPath is not null && url.Port.Length <= text.Length);
            Assert.Equal(url is null, error is not null);
            Assert.True(!Timestamp.TryParse(text, out var timestamp) || timestamp.ToString().Length >= 20);
            Assert.True(!GoDuration.TryParse(text, out var duration) || duration.ToString().Length >= 2);
            Assert.Equal(CelTimeZone.TryFind(text, out _, out error), error is null);
            Assert.All(NamedFormat.All, format => Assert.NotNull(format.Validate(text)));
            Assert.All(formats, format => StringFormats.IsValid(format, text));
            Assert.StartsWith("\"", GoText.Quote(text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Addresses_survive_their_text_and_mean_what_dotnet_reads()
    {
        var random = new Random(19);
        var bytes = new byte[16];
        for (var i = 0; i < Rounds.Or(4_000); i++)
        {
            var length = i % 3 == 0 ? 4 : 16;
            random.NextBytes(bytes);
            // Runs of zeros are what the text form is about.
            for (var z = random.Next(12); z > 0; z--)
                bytes[random.Next(length)] = 0;
            var judge = new IPAddress(bytes.AsSpan(0, length));
            if (judge.IsIPv4MappedToIPv6)
                continue;
            var address = IpAddress.Parse(judge.ToString());
            Assert.Equal(judge, IPAddress.Parse(address.ToString()));
            Assert.Equal(address, IpAddress.Parse(address.ToString()));
            Assert.Equal(judge.IsIPv6LinkLocal, !address.IsV4 && address.IsLinkLocalUnicast);
            Assert.Equal(IPAddress.IsLoopback(judge), address.IsLoopback);
            var bits = random.Next(address.BitLength + 1);
            var network = new IPNetwork(IPAddress.Parse(new Cidr(address, bits).Masked.Address.ToString()), bits);
            var other = IpAddress.Parse(new IPAddress(bytes.AsSpan(0, length).ToArray().Select((b, n) => n == random.Next(length) ? (byte)(b ^ 1) : b).ToArray()).ToString());
            Assert.Equal(network.Contains(IPAddress.Parse(other.ToString())), new Cidr(address, bits).Contains(other));
        }
    }

    [Fact]
    public void Durations_and_timestamps_survive_their_text()
    {
        var random = new Random(23);
        for (var i = 0; i < Rounds.Or(4_000); i++)
        {
            var duration = new GoDuration(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(60));
            Assert.True(GoDuration.TryParse(duration.ToString(), out var sameDuration));
            Assert.Equal(duration, sameDuration);
            var timestamp = new Timestamp(
                random.NextInt64(Timestamp.MinUnixSeconds + 90_000, Timestamp.MaxUnixSeconds - 90_000), random.Next(1_000_000_000), random.Next(-1440, 1441) * 60);
            Assert.True(Timestamp.TryParse(timestamp.ToString(), out var sameTimestamp));
            Assert.Equal((timestamp, timestamp.OffsetSeconds), (sameTimestamp, sameTimestamp.OffsetSeconds));
        }
    }

    [Fact]
    public void Base64_is_what_dotnet_encodes()
    {
        var random = new Random(29);
        for (var length = 1; length < 200; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var text = Convert.ToBase64String(bytes);
            Assert.True(StringFormats.IsValid("byte", text));
            Assert.False(StringFormats.IsValid("byte", text.Insert(random.Next(text.Length), "-")));
        }
    }
}
