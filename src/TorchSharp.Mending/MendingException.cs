namespace TorchSharp.Mending;

/// <summary>TorchSharp cannot be mended here; the message says what was found, what was expected and what to do.</summary>
/// <param name="message">the whole of it</param>
public sealed class MendingException(string message) : Exception(message);
