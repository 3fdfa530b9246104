using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>Geometry and colour of a picture, by OpenCV.</summary>
public static class FrameTransforms
{
    /// <summary>The picture in another size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">a side is not positive</exception>
    public static Frame Resize(this Frame frame, int width, int height, Interpolation interpolation)
        => frame.Crop(new PixelBox(0, 0, frame.Width, frame.Height), width, height, interpolation);

    /// <summary>A part of the picture, brought to a size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">a side is not positive, or the box leaves the picture</exception>
    public static Frame Crop(this Frame frame, PixelBox box, int width, int height, Interpolation interpolation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1
            || box.X + box.Width > frame.Width || box.Y + box.Height > frame.Height)
            throw new ArgumentOutOfRangeException(nameof(box), box, $"outside a picture of {frame.Width} × {frame.Height}");
        OpenCv.Load();
        var pixels = new byte[checked(width * height * frame.Channels)];
        using Mat whole = FrameMat.View(frame), part = whole.SubMat(new Rect(box.X, box.Y, box.Width, box.Height));
        using Mat to = FrameMat.View(width, height, frame.Channels, pixels);
        Cv2.Resize(part, to, to.Size(), interpolation: (InterpolationFlags)interpolation);
        return new Frame(width, height, frame.Channels, pixels);
    }

    /// <summary>Three channels: of a grey picture three equal ones; a colour picture is returned as it is.</summary>
    public static Frame ToColour(this Frame frame)
    {
        if (frame.Channels == 3)
            return frame;
        var pixels = new byte[3 * frame.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = frame.Pixels[i / 3];
        return new Frame(frame.Width, frame.Height, 3, pixels);
    }

    /// <summary>ITU-R BT.601 luma, <c>0.299 R + 0.587 G + 0.114 B</c>; a grey picture is returned as it is.</summary>
    public static Frame ToGrey(this Frame frame)
    {
        if (frame.Channels == 1)
            return frame;
        OpenCv.Load();
        var pixels = new byte[frame.Width * frame.Height];
        using Mat colour = FrameMat.View(frame), grey = FrameMat.View(frame.Width, frame.Height, 1, pixels);
        Cv2.CvtColor(colour, grey, ColorConversionCodes.RGB2GRAY);
        return new Frame(frame.Width, frame.Height, 1, pixels);
    }
}
