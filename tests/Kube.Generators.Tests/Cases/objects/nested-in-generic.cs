[CustomResource("example.com", "v1")]
public sealed record NestSpec : Nest<string>
{
    public Pair<int, bool>.Side? Left { get; init; }
    public Pair<long, bool>.Side.Deeper<double>? Right { get; init; }
}

public abstract record Nest<T>
{
    public Inner? In { get; init; }

    public sealed record Inner
    {
        public T? Deep { get; init; }
        public int Size { get; init; } = 1;
    }
}

public class Pair<TOne, TTwo>
    where TOne : struct
    where TTwo : struct
{
    public class Side
    {
        public TOne One { get; init; }
        public TTwo? Two { get; init; }

        public sealed class Deeper<TThree>
            where TThree : struct
        {
            public required TOne One { get; init; }
            public TThree? Three { get; init; }
        }
    }
}
