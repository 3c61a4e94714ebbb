namespace Kube.Core.Tests;

public class MetaCodecTests
{
    private const string Metadata =
        """{"name":"web","generateName":"web-","namespace":"d","selfLink":"/x","uid":"u","resourceVersion":"5","generation":3,"creationTimestamp":"2026-11-20T17:30:00Z","d""" +
        """eletionTimestamp":"2026-11-20T17:31:00Z","deletionGracePeriodSeconds":30,"labels":{"a":"1","b":""},"annotations":{"n":"x"}""" +
        ""","ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n","uid":"nu","controller":true,"blockOwnerDeletion":false}],"finalizers":["f/1","f/2"]""" +
        ""","managedFields":[{"manager":"m","operation":"Apply","apiVersion":"v1","time":"2026-11-20T17:30:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{}},"subresource":"status"}]}""";

    [Fact]
    public void Metadata_round_trips_whole() => Assert.Equal(Metadata, Codec.RoundTrip<ObjectMeta>(Metadata));

    [Fact]
    public void Nulls_and_unknown_members_are_skipped() => Assert.Equal(
        """{"name":"web"}""",
        Codec.RoundTrip<ObjectMeta>("""{"future":{"a":[1,{"b":null}]},"creationTimestamp":null,"labels":null,"na\u006de":"web","finalizers":null}"""));

    [Fact]
    public void A_fault_says_where()
    {
        var error = Assert.Throws<KubeSerializationException>(() => Codec.Read<ObjectMeta>("""{"name":"web","ownerReferences":[{"apiVersion":"v1","kind":7}]}"""));
        Assert.Equal(("$.ownerReferences[0].kind", 59L), (error.Path, error.BytePosition));
    }

    [Fact]
    public void An_owner_reference_needs_its_four_parts()
    {
        var error = Assert.Throws<KubeSerializationException>(() => Codec.Read<OwnerReference>("""{"apiVersion":"v1","kind":"Node","name":"n"}"""));
        Assert.Contains("required property 'uid' is missing or null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_round_trips()
    {
        const string json =
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"m","reason":"Invalid","de""" +
            """tails":{"name":"web","group":"apps","kind":"Deployment","uid":"u","causes":[{"reason":"FieldValueInvalid","message":"c","field":"spec.replicas"}],"retryAfterSeconds":1},"code":422}""";
        Assert.Equal(json, Codec.RoundTrip<Status>(json));
        var status = Codec.Read<Status>(json);
        Assert.Equal((true, 422, StatusReasons.Invalid, StatusCauseTypes.FieldValueInvalid), (status.IsFailure, status.Code, status.Reason, status.Details!.Causes![0].Reason));
    }

    [Fact]
    public void A_condition_round_trips_and_a_zero_time_is_null()
    {
        const string json = """{"type":"Ready","status":"True","observedGeneration":2,"lastTransitionTime":"2026-11-20T17:30:00Z","reason":"R","message":""}""";
        Assert.Equal(json, Codec.RoundTrip<Condition>(json));
        Assert.Equal(
            """{"type":"Ready","status":"True","lastTransitionTime":null,"reason":"","message":""}""",
            Codec.RoundTrip<Condition>("""{"type":"Ready","status":"True","lastTransitionTime":null}"""));
    }

    [Fact]
    public void A_selector_round_trips()
    {
        const string json = """{"matchLabels":{"a":"b"},"matchExpressions":[{"key":"k","operator":"In","values":["x"]}]}""";
        Assert.Equal(json, Codec.RoundTrip<LabelSelector>(json));
        Assert.Equal("{}", Codec.RoundTrip<LabelSelector>("{}"));
    }

    [Fact]
    public void Times_are_written_in_UTC_to_the_second() => Assert.Equal(
        """{"creationTimestamp":"2026-11-20T17:30:00Z"}""",
        Codec.RoundTrip<ObjectMeta>("""{"creationTimestamp":"2026-11-20T19:30:00.75+02:00"}"""));

    [Fact]
    public void Every_prefix_of_a_document_is_a_clean_error()
    {
        for (var length = 0; length < Metadata.Length; length++)
            Assert.Throws<KubeSerializationException>(() => Codec.Read<ObjectMeta>(Metadata[..length]));
    }
}
