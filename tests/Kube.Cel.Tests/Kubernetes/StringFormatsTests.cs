using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class StringFormatsTests
{
    /// <summary>By format: texts that are accepted, texts that are not.</summary>
    private static readonly (string Format, string[] Good, string[] Bad)[] Table =
    [
        ("bsonobjectid", ["0123456789abcdefABCDEF01"], ["", "0123456789abcdef", "0123456789abcdefABCDEFxy"]),
        ("uri", ["https://x.example/y", "/p", "a:b", "*"], ["", "x", "not a uri", "https://[::"]),
        ("email",
            [
                "a@b", "a.b+c@x.example", "Ann <a@b.example>", "\"A, B\" <a@b>", "a@b (note)", "\"a b\"@c", "ü@ü.example",
                "a@[1.2.3.4]", "a@[::1]", "g: a@b;", "A.B. <a@b>", "<a@b>", "=?utf-8?q?x?= <a@b>", " a@b ",
            ],
            ["", "ab", "a@", "@b", "a@b@c", "a..b@c", ".a@b", "a.@b", "a@b, c@d", "a@b <", "\"\"@b", "a@[x]", "a@[1.2.3.4", "g:;", "g: a@b, c@d;", "a@b(", "a b@c", "x: <a@b>", "=?koi8-r?q?x?= <a@b>"]),
        ("hostname",
            ["a.example", "localhost", "a", "a-", "1", "a-b", "x.y.zz", "ü.example", "☃.example", "a-b-c.example", "123.example"],
            ["", "-x", "a_b", "a.b", "a.b.c1", "a-b-c", "a.-b.example", "a.b-.example", "a..example", "a.example.", "a b.example"]),
        ("ipv4", ["1.2.3.4", "01.02.03.004", "::ffff:1.2.3.4"], ["", "1.2.3.256", "::1", "1.2.3", "1.2.3.4.5", "1.2.3.x"]),
        ("ipv6", ["::1", "::ffff:1.2.3.4", "2001:DB8::1"], ["", "1.2.3.4", "::1%eth0", "::1.2.3.04", "1:2"]),
        ("cidr", ["10.0.0.0/8", "010.0.0.0/08", "::/128", "::ffff:1.2.3.4/120"], ["", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/x", "10.0.0.0/8/8", "fe80::%a/8"]),
        ("mac",
            ["00:11:22:33:44:55", "00-11-22-33-44-AA", "0011.2233.4455", "00:11:22:33:44:55:66:77", "0011.2233.4455.6677"],
            ["", "zz", "00:11:22:33:44", "00:11:22:33:44-55", "001122334455", "00:11:22:33:44:5x", "00:11:22:33:44:55:66", "0011.2233.44556"]),
        ("uuid", ["123e4567-e89b-12d3-a456-426614174000", "123E4567E89B12D3A456426614174000", "123e4567-e89b12d3a456426614174000"], ["", "123e4567", "123e4567-e89b-12d3-a456-42661417400g", "123e4567--e89b-12d3-a456-426614174000"]),
        ("uuid3", ["123e4567-e89b-32d3-c456-426614174000"], ["123e4567-e89b-42d3-a456-426614174000"]),
        ("uuid4", ["123e4567-e89b-42d3-a456-426614174000", "123e4567e89b42d3B456426614174000"], ["123e4567-e89b-42d3-c456-426614174000", "123e4567-e89b-52d3-a456-426614174000"]),
        ("uuid5", ["123e4567-e89b-52d3-9456-426614174000"], ["123e4567-e89b-52d3-7456-426614174000"]),
        ("isbn", ["0-306-40615-2", "978-3-16-148410-0"], ["", "0-306-40615-3"]),
        ("isbn10", ["0306406152", "080442957X", "0 8044 2957 X"], ["9783161484100", "080442957x", "0306406153"]),
        ("isbn13", ["9783161484100"], ["9783161484101", "0306406152"]),
        ("creditcard", ["4111 1111 1111 1111", "4222222222222", "5500-0000-0000-0004", "340000000000009", "30000000000004", "6011000000000004", "3530111333300000", "213100000000001"], ["", "4111 1111 1111 1112", "1234567812345670", "411111111111111"]),
        ("ssn", ["123-45-6789", "123 45 6789", "123-45 6789"], ["", "123456789", "123-456789", "12-345-6789"]),
        ("hexcolor", ["#fff", "ABCDEF", "#012345"], ["", "#ff", "##fff", "#ggg", "#1234"]),
        ("rgbcolor", ["rgb(0,0,0)", "rgb( 255 , 10,9 )", "rgb(\t1,2,3)"], ["", "rgb(256,0,0)", "rgb(01,0,0)", "rgb(0,0)", "RGB(0,0,0)", "rgb (0,0,0)", "rgb(0,0,0", "rgb(1 1,0,0)"]),
        ("byte", ["aGVsbG8=", "QUJD", "QQ==", "+/+/"], ["", "%%%", "QQ=", "QQ", "Q===", "QQ==QQ==", "-_-_", "QUJD\n"]),
        ("password", ["", "any"], []),
        ("date", ["2020-02-29", "0000-01-01", "9999-12-31"], ["", "x", "2021-02-29", "2020-2-29", "2020-02-29 ", "2020-13-01", "2020-00-10", "2020-01-00"]),
        ("date-time",
            ["2020-01-02T03:04:05Z", "2020-01-02T03:04:05.123+02:00", "2020-01-02t03:04:05z", "2020-01-02T03:04:05x1Z", "2020-01-02T23:59:59+99:99", "2020-01-02T03:04:05ZTx", "2020-01-02T03:04:05+1234Z"],
            ["", "2020-01-02", "2020-01-02 03:04", "2020-01-02T03:04:05", "2020-01-02T24:00:00Z", "2020-01-02T03:60:00Z", "2020-01-02T03:04:60Z", "2020-02-30T03:04:05Z", "2020-01-02T03:04:05.Z", "2020-01-02T03:04Z", "2020-01-02T3:04:05Z"]),
        ("datetime", ["2020-01-02T03:04:05Z"], ["x"]),
        ("duration", ["1h30m", "5 days", "0", "-1.5h", "2hr", "3weeks and 4 MINUTES", "1.5 days", "7µs", "10 millis"], ["", "x", "5", "five days", "12 parsecs", "99999999999999999999 days", "5 y", "2hrs"]),
        ("k8s-short-name", ["a", "my-name1", "1"], ["", "A", "a.b", "-a", "a-", "a_b"]),
        ("k8s-long-name", ["a", "my.name-1.x"], ["", "a..b", "A.b", "a.-b"]),
    ];

    public static TheoryData<string> Formats() => new(Table.Select(row => row.Format));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Formats_accept_what_the_server_accepts(string format)
    {
        var (_, good, bad) = Table.Single(row => row.Format == format);
        Assert.True(StringFormats.IsKnown(format));
        Assert.Equal(good, good.Concat(bad).Where(text => StringFormats.IsValid(format, text)));
    }

    [Fact]
    public void Lengths_are_limited()
    {
        Assert.True(StringFormats.IsValid("k8s-short-name", new string('a', 63)));
        Assert.False(StringFormats.IsValid("k8s-short-name", new string('a', 64)));
        Assert.True(StringFormats.IsValid("k8s-long-name", new string('a', 253)));
        Assert.False(StringFormats.IsValid("k8s-long-name", new string('a', 254)));
        Assert.True(StringFormats.IsValid("hostname", new string('a', 63) + ".example"));
        Assert.False(StringFormats.IsValid("hostname", new string('a', 64) + ".example"));
        Assert.False(StringFormats.IsValid("hostname", new string('ü', 32) + ".example"));
        Assert.False(StringFormats.IsValid("hostname", string.Concat(Enumerable.Repeat(new string('a', 50) + ".", 5)) + "example"));
    }

    [Theory]
    [InlineData("date-time", true)]
    [InlineData("datetime", true)]
    [InlineData("d-a-t-e", true)]
    [InlineData("k8sshortname", true)]
    [InlineData("int32", false)]
    [InlineData("Email", false)]
    [InlineData("unknown-format", false)]
    public void Dashes_do_not_matter_and_unknown_formats_accept_all(string name, bool known)
    {
        Assert.Equal(known, StringFormats.IsKnown(name));
        Assert.True(known || StringFormats.IsValid(name, "any"));
    }

    [Fact]
    public void Values_for_CEL_are_read_more_widely_than_they_are_validated()
    {
        Assert.True(StringFormats.TryParseDateTime("2020-01-02T03:04:05.5", out var local));
        Assert.Equal("2020-01-02T03:04:05.5Z", local.ToString());
        Assert.True(StringFormats.TryParseDateTime("", out var empty));
        Assert.Equal(0, empty.UnixSeconds);
        Assert.False(StringFormats.TryParseDateTime("2020-01-02", out _));
        Assert.True(StringFormats.TryParseDate("2021-05-05", out var date));
        Assert.Equal("2021-05-05T00:00:00Z", date.ToString());
        Assert.True(StringFormats.TryParseDuration("2 hours, 30 min", out var duration));
        Assert.Equal("2h30m0s", duration.ToString());
        Assert.True(StringFormats.TryParseDuration("1.5h", out duration));
        Assert.Equal("1h30m0s", duration.ToString());
    }
}
