[CustomResource("example.com", "v1")]
public sealed record GenericSpec(Box<int> Number, Box<string> Word, Pair<int, Box<string>>? Pair);
public class Box<T> where T : notnull { public required T Value { get; init; } public IReadOnlyList<T> More { get; init; } = []; }
public sealed class Pair<TLeft, TRight> : Box<TLeft> where TLeft : struct where TRight : class { public TRight? Right { get; init; } }
