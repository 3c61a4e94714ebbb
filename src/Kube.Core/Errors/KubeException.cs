namespace Kube;

/// <summary>The root of every exception this library throws on purpose.</summary>
public abstract class KubeException : Exception
{
    /// <summary>Makes the exception.</summary>
    protected KubeException(string message, Exception? innerException = null) : base(message, innerException) { }
}
