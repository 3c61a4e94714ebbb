namespace Kube.Tool;

/// <summary>Bad input: the message is all a user needs to see.</summary>
internal sealed class ToolException(string message, Exception? inner = null) : Exception(message, inner);
