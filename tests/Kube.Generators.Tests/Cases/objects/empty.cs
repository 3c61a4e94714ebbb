[CustomResource("example.com", "v1")]
public sealed record EmptySpec
{

}
