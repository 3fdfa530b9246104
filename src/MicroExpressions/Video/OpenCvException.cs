namespace MicroExpressions.Video;

/// <summary>OpenCV refused a call. Who knows the file behind it turns this into an <see cref="InputException"/>.</summary>
/// <param name="message">OpenCV's own words</param>
public sealed class OpenCvException(string message) : Exception(message);
