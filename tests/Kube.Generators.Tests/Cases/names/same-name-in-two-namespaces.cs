// two parts
[CustomResource("example.com", "v1")]
public sealed record TwinSpec(One.Part First, Two.Part Second);
namespace One { public sealed record Part(int Size); }
namespace Two { public sealed record Part(string Name); }
