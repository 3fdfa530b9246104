using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>Between our pictures (red, green, blue) and OpenCV's matrices (blue, green, red): the one place that knows of both.</summary>
internal static class FrameMat
{
    /// <summary>A view on a picture's own pixels, as they are; valid until it is disposed.</summary>
    public static Mat View(Frame frame) => View(frame.Width, frame.Height, frame.Channels, frame.Pixels);

    /// <summary>A view on pixels, 8 bits a channel.</summary>
    public static Mat View(int width, int height, int channels, byte[] pixels)
        => Mat.FromPixelData(height, width, channels == 1 ? MatType.CV_8UC1 : MatType.CV_8UC3, pixels);

    /// <summary>The picture in three channels, red, green, blue: a view where it has them, else a copy.</summary>
    public static Mat Rgb(Frame frame)
    {
        Mat view = View(frame);
        if (frame.Channels == 3)
            return view;
        using (view)
        {
            var colour = new Mat();
            Cv2.CvtColor(view, colour, ColorConversionCodes.GRAY2RGB);
            return colour;
        }
    }

    /// <summary>The picture in OpenCV's order of channels.</summary>
    public static Mat Of(Frame frame)
    {
        Mat view = View(frame);
        if (frame.Channels == 1)
            return view;
        using (view)
        {
            var swapped = new Mat();
            Cv2.CvtColor(view, swapped, ColorConversionCodes.RGB2BGR);
            return swapped;
        }
    }

    /// <summary>A matrix of OpenCV's, 8 bits a channel, as a picture.</summary>
    public static Frame ToFrame(Mat mat)
    {
        int channels = mat.Channels();
        var pixels = new byte[checked(mat.Cols * mat.Rows * channels)];
        using Mat to = View(mat.Cols, mat.Rows, channels, pixels);
        nint place = to.Data;
        if (channels == 3)
            Cv2.CvtColor(mat, to, ColorConversionCodes.BGR2RGB);
        else
            mat.CopyTo(to);
        if (to.Data != place)
            throw new InvalidOperationException("OpenCV left the buffer it was given");
        return new Frame(mat.Cols, mat.Rows, channels, pixels);
    }
}
