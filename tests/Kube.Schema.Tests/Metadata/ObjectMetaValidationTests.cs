using Kube.Schema.Json;
using Kube.Schema.Metadata;

namespace Kube.Schema.Tests.Metadata;

public sealed class ObjectMetaValidationTests
{
    private const string Dns1123 = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    [Theory]
    [InlineData("""{"name":"a","namespace":"n","labels":{"a.b/c":"V-1"},"annotations":{"A.B/c":"x"},"finalizers":["example.com/f"]}""")]
    [InlineData("""{"name":"a.b-c","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"u","controller":true}]}""")]
    [InlineData("""{"name":"a","generateName":"a-","namespace":"n","managedFields":[{"manager":"m","operation":"Apply","fieldsType":"FieldsV1"}]}""")]
    public void Good_metadata_is_accepted(string json) => Assert.Empty(ObjectMetaValidation.Validate((JsonObject)JsonValue.Parse(json), namespaced: true));

    [Theory]
    [InlineData("""{"namespace":"n"}""", "metadata.name: Required value: name or generateName is required")]
    [InlineData("""{"name":"A","namespace":"n"}""", "metadata.name: Invalid value: \"A\": " + Dns1123)]
    [InlineData("""{"name":"a","generateName":"A_b-","namespace":"n"}""", "metadata.generateName: Invalid value: \"A_b-\": a lowercase*")]
    [InlineData("""{"name":"a"}""", "metadata.namespace: Required value")]
    [InlineData("""{"name":"a","namespace":"a.b"}""", "metadata.namespace: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("""{"name":"a","namespace":"n","generation":-1}""", "metadata.generation: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"name":"a","namespace":"n","labels":{"a/b/c":"v"}}""", "metadata.labels: Invalid value: \"a/b/c\": a valid label key must consist of*")]
    [InlineData("""{"name":"a","namespace":"n","labels":{"/b":"v"}}""", "metadata.labels: Invalid value: \"/b\": prefix part must be non-empty")]
    [InlineData("""{"name":"a","namespace":"n","labels":{"a":"v!"}}""", "metadata.labels: Invalid value: \"v!\": a valid label must be an empty string or*")]
    [InlineData("""{"name":"a","namespace":"n","labels":{"a":"1234567890123456789012345678901234567890123456789012345678901234"}}""", "metadata.labels: Invalid value: *: must be no more than 63 bytes")]
    [InlineData("""{"name":"a","namespace":"n","finalizers":["-"]}""", "metadata.finalizers: Invalid value: \"-\": name part must consist of*")]
    [InlineData("""{"name":"a","namespace":"n","finalizers":["orphan","foregroundDeletion"]}""", "metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\"]: finalizer orphan and foregroundDeletion cannot be both set")]
    [InlineData("""{"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"a/b/c","kind":"K","name":"n","uid":"u"}]}""", "metadata.ownerReferences.apiVersion: Invalid value: \"a/b/c\": version must not be empty")]
    [InlineData("""{"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"K","name":"n"}]}""", "metadata.ownerReferences.uid: Invalid value: \"\": must not be empty")]
    [InlineData("""{"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"K","name":"a","uid":"u","controller":true},{"apiVersion":"v1","kind":"K","name":"b","uid":"v","controller":true}]}""", "metadata.ownerReferences: Invalid value: [{\"apiVersion\":\"v1\",\"kind\":\"K\",\"name\":\"a\",\"uid\":\"u\",\"controller\":true},{\"apiVersion\":\"v1\",\"kind\":\"K\",\"name\":\"b\",\"uid\":\"v\",\"controller\":true}]: Only one reference can have Controller set to true. Found \"true\" in references for K/a and K/b")]
    [InlineData("""{"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"Event","name":"e","uid":"u"}]}""", "metadata.ownerReferences: Invalid value: *: /v1, Kind=Event is disallowed from being an owner")]
    [InlineData("""{"name":"a","namespace":"n","managedFields":[{"operation":"Delete"}]}""", "metadata.managedFields[0].operation: Unsupported value: \"Delete\": supported values: \"Apply\", \"Update\"")]
    public void Bad_metadata_is_told_in_the_servers_words(string json, string error)
    {
        var errors = ObjectMetaValidation.Validate((JsonObject)JsonValue.Parse(json), namespaced: true);
        var told = Assert.Single(errors).ToString();
        var (start, end) = error.Split('*') is [var before, var after] && error != "metadata.name: Invalid value: \"A\": " + Dns1123 ? (before, after) : (error, "");
        Assert.StartsWith(start, told);
        Assert.EndsWith(end, told);
    }

    [Fact]
    public void Annotations_have_a_size_together()
    {
        var half = JsonValue.Of(new string('x', 128 * 1024));
        var metadata = JsonObject.Of(("name", "a"), ("annotations", JsonObject.Of(("a", half), ("b", half))));
        Assert.Equal("metadata.annotations: Too long: may not be more than 262144 bytes", Assert.Single(ObjectMetaValidation.Validate(metadata, namespaced: false)).ToString());
    }

    [Fact]
    public void A_cluster_scoped_object_has_no_namespace() => Assert.Equal(
        "metadata.namespace: Forbidden: not allowed on this type",
        Assert.Single(ObjectMetaValidation.Validate(JsonObject.Of(("name", "a"), ("namespace", "n")), namespaced: false)).ToString());

    [Fact]
    public void An_update_keeps_identity_and_adds_no_finalizer_while_deleting()
    {
        var stored = (JsonObject)JsonValue.Parse("""{"name":"a","namespace":"n","uid":"u","resourceVersion":"1","generation":3,"deletionTimestamp":"2026-01-01T00:00:00Z"}""");
        var changed = (JsonObject)JsonValue.Parse("""{"name":"b","namespace":"n","uid":"v","generation":2,"deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["x.y/z"]}""");

        Assert.Equal(
            [
                "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"x.y/z\"}",
                "metadata.resourceVersion: Invalid value: \"\": must be specified for an update",
                "metadata.generation: Invalid value: 2: must not be decremented",
                "metadata.name: Invalid value: \"b\": field is immutable",
                "metadata.uid: Invalid value: \"v\": field is immutable",
            ],
            ObjectMetaValidation.ValidateUpdate(changed, stored).Select(error => error.ToString()));
    }

    [Fact]
    public void New_finalizers_without_a_domain_are_warned_of()
    {
        var metadata = (JsonObject)JsonValue.Parse("""{"finalizers":["plain","a.b","a.b/c","orphan"]}""");
        Assert.Equal(
            [
                "metadata.finalizers: \"a.b\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers",
                "metadata.finalizers: \"plain\": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers",
            ],
            ObjectMetaValidation.FinalizerWarnings(metadata, null));
        Assert.Empty(ObjectMetaValidation.FinalizerWarnings(metadata, metadata));
    }

    [Theory]
    [InlineData("""{"name":1}""", "json: cannot unmarshal number into Go struct field ObjectMeta.name of type string")]
    [InlineData("[]", "json: cannot unmarshal array into Go value of type v1.ObjectMeta")]
    [InlineData("""{"labels":{"a":1}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string")]
    public void Metadata_of_a_wrong_shape_is_a_problem(string json, string problem) => Assert.Equal(problem, ObjectMetaShape.Read(JsonValue.Parse(json)).Problem);

    [Fact]
    public void Metadata_keeps_what_ObjectMeta_knows()
    {
        var shape = ObjectMetaShape.Read(JsonValue.Parse(
            """{"name":"a","typo":1,"labels":{},"generation":0,"creationTimestamp":null,"deletionTimestamp":"2026-01-02T05:04:05.9+02:00","ownerReferences":[{"kind":"K","x":1}],"annotations":{"a":null}}"""));

        Assert.Equal("""{"name":"a","deletionTimestamp":"2026-01-02T03:04:05Z","ownerReferences":[{"kind":"K"}],"annotations":{"a":""}}""", shape.Metadata.ToJson());
        Assert.Equal(["typo", "ownerReferences[0].x"], shape.UnknownFields);
        Assert.Equal("""{"name":"a"}""", ObjectMetaShape.Read(JsonValue.Parse("""{"name":"a","labels":3}"""), dropInvalid: true).Metadata.ToJson());
    }
}
