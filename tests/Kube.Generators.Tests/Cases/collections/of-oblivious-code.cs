[CustomResource("example.com", "v1")]
public sealed class SomeOfObliviousCodeSpec
{
    #nullable disable
    public string Word { get; set; }
    public List<string> Words { get; set; }
    #nullable restore
}
