[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec;
public sealed record ThingStatus(State State);
[JsonPolymorphic(TypeDiscriminatorPropertyName = "phase")]
[JsonDerivedType(typeof(Waiting), "Waiting")]
[JsonDerivedType(typeof(Running), "Running")]
public abstract record State;
public sealed record Waiting(string Reason) : State;
public sealed record Running(DateTimeOffset Since) : State;
