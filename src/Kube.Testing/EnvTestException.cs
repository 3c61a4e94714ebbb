namespace Kube.Testing;

/// <summary>A real control plane could not be started; the message ends with the last lines that the programs wrote.</summary>
public sealed class EnvTestException : KubeException
{
    internal EnvTestException(string message, string logs = "", Exception? innerException = null)
        : base(logs.Length == 0 ? message : $"{message}\n{logs}", innerException) => Logs = logs;

    /// <summary>The last lines of both programs; empty where none ran.</summary>
    public string Logs { get; }
}
