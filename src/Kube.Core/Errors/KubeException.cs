namespace Kube;

/// <summary>The root of every exception this library throws on purpose.</summary>
/// <remarks>The message says what, where and what to do; facts for code stand in properties.</remarks>
public abstract class KubeException : Exception
{
    /// <summary>Makes the exception.</summary>
    protected KubeException(string message, Exception? innerException = null) : base(message, innerException) { }

    /// <summary>The type and the message, in one line. The stack and the cause are in <see cref="Exception.StackTrace"/> and <see cref="Exception.InnerException"/>.</summary>
    public override string ToString() => $"{GetType().Name}: {Message.ReplaceLineEndings(" ")}";
}
