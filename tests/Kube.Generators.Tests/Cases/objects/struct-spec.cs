[CustomResource("example.com", "v1", Status = typeof(TinyStatus))]
public record struct TinySpec(int Size);
public record struct TinyStatus(bool Ready);
