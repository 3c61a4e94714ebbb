[CustomResource("example.com", "v1")]
public sealed record DerivedSpec : Middle { public required string Own { get; init; } public override int Overridden { get; init; } = 5; }
public abstract record Middle : Base { public string? OfMiddle { get; init; } public virtual int Overridden { get; init; } = 1; }
public abstract record Base { public required int OfBase { get; init; } }
