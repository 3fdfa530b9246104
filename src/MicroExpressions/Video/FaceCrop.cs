namespace MicroExpressions.Video;

/// <summary>One square box around the face for a whole video, and the frames cut by it.</summary>
public static class FaceCrop
{
    /// <summary>
    /// Detects the face in evenly spread frames (the largest, where there are several), takes the median of its centre and
    /// of its size, adds the margin, and keeps the square inside the picture.
    /// </summary>
    /// <param name="video">the video; only the sampled frames are read</param>
    /// <param name="settings">samples, margin, detector</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">too few of the frames show a face</exception>
    public static PixelBox Find(IFrameSource video, FaceCropSettings settings, CancellationToken cancellation = default)
    {
        int samples = Math.Min(settings.Samples, video.Count);
        using var detector = new FaceDetector(settings);
        var faces = new List<PixelBox>(samples);
        for (int i = 0; i < samples; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int position = (int)((i + 0.5) * video.Count / samples);
            if (detector.Detect(video.Read(position)) is [PixelBox largest, ..])
                faces.Add(largest);
        }
        if (faces.Count == 0 || faces.Count < settings.LeastShare * samples)
            throw new InputException(
                video.Name, faces.Count == 0 ? $"no face in {samples} frames" : $"a face in {faces.Count} of {samples} frames only",
                "a face seen from the front", "Check the video; where its frames are cut to the face already, extract without a crop.");
        double side = Median(faces, f => Math.Max(f.Width, f.Height)) * (1 + 2 * settings.Margin);
        return Inside(video, Median(faces, f => f.X + f.Width / 2.0), Median(faces, f => f.Y + f.Height / 2.0), side);
    }

    private static double Median(List<PixelBox> faces, Func<PixelBox, double> value)
    {
        double[] sorted = [.. faces.Select(value).Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static PixelBox Inside(IFrameSource video, double centreX, double centreY, double side)
    {
        int length = Math.Min((int)Math.Round(side), Math.Min(video.Width, video.Height));
        int x = (int)Math.Round(centreX - length / 2.0), y = (int)Math.Round(centreY - length / 2.0);
        return new PixelBox(Math.Clamp(x, 0, video.Width - length), Math.Clamp(y, 0, video.Height - length), length, length);
    }
}
