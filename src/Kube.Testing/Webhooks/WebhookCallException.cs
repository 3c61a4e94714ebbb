namespace Kube.Testing.Webhooks;

/// <summary>A webhook could not be called, or answered something else than a review; the message is in the real server's words.</summary>
internal sealed class WebhookCallException(string message, Exception? inner = null) : Exception(message, inner);
