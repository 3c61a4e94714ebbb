using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class NamedFormatTests
{
    private const string Label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private const string Subdomain = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private const string Dns1035 = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private const string Key = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private const string LabelValue = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private static readonly string Long64 = new('a', 64);
    private static readonly string Long254 = new('a', 254);

    public static TheoryData<string, string, string[]> Cases() => new()
    {
        { "dns1123Label", "my-name", [] },
        { "dns1123Label", "1", [] },
        { "dns1123Label", "a.b", ["must not contain dots"] },
        { "dns1123Label", "contains a space", [Label] },
        { "dns1123Label", "-a", [Label] },
        { "dns1123Label", "A", [Label] },
        { "dns1123Label", "", [Label] },
        { "dns1123Label", Long64, ["must be no more than 63 characters"] },
        { "dns1123Label", Long64 + "_", ["must be no more than 63 characters", Label] },
        { "dns1123Label", "a\n", [Label] },
        { "dns1123Subdomain", "apiextensions.k8s.io", [] },
        { "dns1123Subdomain", "a..b", [Subdomain] },
        { "dns1123Subdomain", "a.b-", [Subdomain] },
        { "dns1123Subdomain", Long254, ["must be no more than 253 characters"] },
        { "dns1035Label", "abc-1", [] },
        { "dns1035Label", "1abc", [Dns1035] },
        { "dns1035Label", "", [Dns1035] },
        { "qualifiedName", "app", [] },
        { "qualifiedName", "example.com/My_App.v1", [] },
        { "qualifiedName", "/app", ["prefix part must be non-empty"] },
        { "qualifiedName", "example.com/", ["name part must be non-empty", "name part " + Key] },
        { "qualifiedName", "Example.com/a", ["prefix part " + Subdomain] },
        { "qualifiedName", "a/b/c", ["a valid label key " + Key + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"] },
        { "qualifiedName", Long64, ["name part must be no more than 63 bytes"] },
        { "dns1123LabelPrefix", "my-prefix-", [] },
        { "dns1123LabelPrefix", "a--", [] },
        { "dns1123LabelPrefix", "-a-", [Label] },
        { "dns1123LabelPrefix", "-", [Label] },
        { "dns1123LabelPrefix", "é-", [Label] },
        { "dns1123SubdomainPrefix", "mysubdomain.prefix.-", [] },
        { "dns1035LabelPrefix", "my-", [] },
        { "dns1035LabelPrefix", "1-", [] },
        { "dns1035LabelPrefix", "12-", [Dns1035] },
        { "labelValue", "", [] },
        { "labelValue", "a_b.c", [] },
        { "labelValue", "a b", [LabelValue] },
        { "labelValue", Long64, ["must be no more than 63 bytes"] },
        { "uri", "http://example.com", [] },
        { "uri", "/path", [] },
        { "uri", "x y", ["parse \"x y\": invalid URI for request"] },
        { "uuid", "123e4567-e89b-12d3-a456-426614174000", [] },
        { "uuid", "123e4567", ["does not match the UUID format"] },
        { "byte", "aGVsbG8=", [] },
        { "byte", "", ["invalid base64"] },
        { "date", "2024-02-29", [] },
        { "date", "2023-02-29", ["invalid date"] },
        { "datetime", "2024-02-29T00:00:00z", [] },
        { "datetime", "2024-02-29", ["invalid datetime"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Formats_give_the_server_s_errors(string format, string text, string[] errors)
    {
        Assert.True(NamedFormat.TryGet(format, out var found));
        Assert.Equal(errors, found.Validate(text));
    }

    [Fact]
    public void There_are_thirteen_formats()
    {
        Assert.Equal(13, NamedFormat.All.Count);
        Assert.All(NamedFormat.All, f => Assert.True(NamedFormat.TryGet(f.FunctionName, out var same) && same == f && f.MaxRegexSize > 0 && f.Name.Length > 0));
        Assert.False(NamedFormat.TryGet("email", out _));
    }
}
