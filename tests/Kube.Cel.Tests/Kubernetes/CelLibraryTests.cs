namespace Kube.Cel.Tests.Kubernetes;

/// <summary>The libraries as rules see them, through the engine.</summary>
public sealed class CelLibraryTests
{
    private static readonly CelEnvironment Environment = CelEnvironment.ForVersion(KubernetesVersion.Newest);

    [Theory]
    [InlineData("isIP('127.0.0.1') && !isIP('127.0.0.1.0') && !isIP('::ffff:1.2.3.4') && !isIP('fe80::1%eth0')")]
    [InlineData("ip('::1').family() == 6 && ip('1.2.3.4').family() == 4")]
    [InlineData("ip('2001:db8::1') == ip('2001:DB8:0::1') && ip('1.2.3.4') != ip('1.2.3.5')")]
    [InlineData("ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8::1')")]
    [InlineData("string(ip('2001:DB8::0001')) == '2001:db8::1' && string(cidr('10.1.2.3/8')) == '10.1.2.3/8'")]
    [InlineData("ip('0.0.0.0').isUnspecified() && ip('::1').isLoopback() && ip('ff02::1').isLinkLocalMulticast()")]
    [InlineData("ip('169.254.1.1').isLinkLocalUnicast() && ip('10.0.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast()")]
    [InlineData("type(ip('::1')) == net.IP && type(cidr('::/0')) == net.CIDR")]
    [InlineData("cidr('10.0.0.0/8').containsIP('10.2.3.4') && cidr('10.0.0.0/8').containsIP(ip('10.2.3.4')) && !cidr('10.0.0.0/8').containsIP('::1')")]
    [InlineData("cidr('10.0.0.0/8').containsCIDR('10.2.0.0/16') && !cidr('10.2.0.0/16').containsCIDR(cidr('10.0.0.0/8'))")]
    [InlineData("cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.1.2.3/8').ip() == ip('10.1.2.3') && cidr('::/0').prefixLength() == 0")]
    [InlineData("isCIDR('10.0.0.0/8') && !isCIDR('10.0.0.0/08') && !isCIDR('10.0.0.0')")]
    [InlineData("url('https://u:p@h.example:80/a%20b?k=v&k=w#f').getQuery() == {'k': ['v', 'w']}")]
    [InlineData("url('https://[::1]:80/').getHost() == '[::1]:80' && url('https://[::1]/').getHostname() == '::1'")]
    [InlineData("isURL('/path') && !isURL('../x') && !isURL('https://a:b/') && url('HTTPS://h') == url('https://h')")]
    [InlineData("quantity('1.5Gi') == quantity('1536Mi') && quantity('1Mi') != quantity('1M') && isQuantity('1e3') && !isQuantity('5K')")]
    [InlineData("quantity('50k').add(20) == quantity('50020') && quantity('50k').sub(quantity('20')) == quantity('49980')")]
    [InlineData("quantity('1').compareTo(quantity('1000m')) == 0 && quantity('1').isLessThan(quantity('2')) && quantity('2').isGreaterThan(quantity('1'))")]
    [InlineData("sign(quantity('-1m')) == -1 && quantity('50k').asInteger() == 50000 && quantity('50.703k').asApproximateFloat() == 50703.0")]
    [InlineData("quantity('50k').isInteger() && !quantity('1.0').isInteger() && !quantity('1Ei').isInteger()")]
    [InlineData("semver('1.2.3-rc.1').isLessThan(semver('1.2.3')) && semver('1.2.3+a') == semver('1.2.3+b') && semver('2.1.0').major() == 2")]
    [InlineData("isSemver('v1.2', true) && !isSemver('v1.2') && semver('v01.2', true).minor() == 2 && semver('1.0.0').compareTo(semver('2.0.0')) == -1")]
    [InlineData("format.named('dns1123Label').value().validate('a') == optional.none() && !format.named('x').hasValue()")]
    [InlineData("format.uuid().validate('x').value() == ['does not match the UUID format']")]
    [InlineData("format.dns1123Label().validate('a.b').value() == ['must not contain dots']")]
    [InlineData("'a1b22'.find('[0-9]+') == '1' && 'x'.find('y') == '' && 'a1b22'.findAll('[0-9]+') == ['1', '22'] && 'a1b22'.findAll('[0-9]', 2) == ['1', '2']")]
    [InlineData("'abc'.matches('b') && !'abc'.matches('^b') && !'ABC'.matches('b') && 'ABC'.matches('(?i)b') && '😀'.matches('^.$')")]
    [InlineData("timestamp('2024-02-29T23:30:00Z').getHours('+05:30') == 5 && timestamp('2024-02-29T23:30:00Z').getDate('+05:30') == 1")]
    [InlineData("timestamp('2024-02-29T23:30:00+02:00').getHours() == 21 && timestamp('2024-02-29T23:30:00-02:00').getDayOfYear() == 60")]
    [InlineData("duration('1h30m') == duration('5400s') && string(duration('1.5h')) == '5400s' && string(duration('1ms')) == '0.001s'")]
    [InlineData("string(timestamp('2024-01-02T03:04:05.5Z')) == '2024-01-02T03:04:05.5Z'")]
    [InlineData("string(timestamp('2024-01-02T03:04:05+02:00') + duration('1h')) == '2024-01-02T04:04:05+02:00'")]
    [InlineData("string(timestamp('2024-01-02T03:04:05-00:30') - duration('0.5s')) == '2024-01-02T03:04:04.5-00:30'")]
    public void Rules_hold(string expression)
    {
        var compiled = Environment.Compile(expression);
        Assert.True(compiled.Expression is not null, compiled.RenderDiagnostics());
        var value = compiled.Expression.Evaluate(Environment.NewVariables()).Value;
        Assert.True(value.Kind == CelKind.Bool && value.AsBool, $"{expression}: {value}");
    }

    [Theory]
    [InlineData("ip('2001:db8:::68') == ip('::1')", "IP Address \"2001:db8:::68\" parse error during conversion from string: ParseAddr(\"2001:db8:::68\"): each colon-separated field must have at least one digit (at \":68\")")]
    [InlineData("cidr('192.168.0.0/') == cidr('::/0')", "network address parse error during conversion from string: network address parse error during conversion from string: netip.ParsePrefix(\"192.168.0.0/\"): bad bits after slash: \"\"")]
    [InlineData("cidr('10.0.0.0/8').containsIP('x')", "no such overload")]
    [InlineData("cidr('10.0.0.0/8').containsCIDR('x')", "network address parse error during conversion from string: network address parse error during conversion from string: netip.ParsePrefix(\"x\"): no '/'")]
    [InlineData("url('x y').getHost() == ''", "URL parse error during conversion from string: parse \"x y\": invalid URI for request")]
    [InlineData("quantity('5K').isInteger()", "unable to parse quantity's suffix")]
    [InlineData("quantity('9999999999999999999999999999999999999G').asInteger() == 1", "cannot convert value to integer")]
    [InlineData("quantity('1e2000000000').add(1) == quantity('1')", "a sum of quantities has more than 10000 digits")]
    [InlineData("quantity('1').sub(quantity('1e2000000000')) == quantity('1')", "a sum of quantities has more than 10000 digits")]
    [InlineData("semver('v1.0') == semver('1.0.0')", "No Major.Minor.Patch elements found")]
    [InlineData("timestamp('2024-02-29T23:30:00Z').getHours('Nowhere/City') == 1", "unknown time zone Nowhere/City")]
    public void Errors_are_the_server_s(string expression, string error)
    {
        var compiled = Environment.Compile(expression);
        Assert.True(compiled.Expression is not null, compiled.RenderDiagnostics());
        Assert.Equal(error, compiled.Expression.Evaluate(Environment.NewVariables()).Value.AsError.Message);
    }
}
