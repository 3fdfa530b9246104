using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Flow;

public class ImageFTests
{
    [Fact]
    public void Colour_becomes_luma_as_in_OpenCV()
    {
        // cv2.cvtColor(…, COLOR_RGB2GRAY) of OpenCV 4.6.0: red 76, green 150, blue 29, (10, 200, 90) 131.
        var frame = new Frame(4, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 200, 90]);
        Assert.Equal([76f, 150, 29, 131], ImageF.FromFrame(frame).Pixels);
    }

    [Fact]
    public void Grey_stays_as_it_is() => Assert.Equal([7f, 255], ImageF.FromFrame(new Frame(2, 1, 1, [7, 255])).Pixels);

    [Fact]
    public void A_buffer_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ImageF(3, 2, new float[5]));
        Assert.Throws<ArgumentException>(() => new ImageF(0, 2, []));
        Assert.Throws<ArgumentException>(() => new FlowField(2, 2, new float[4], new float[3]));
    }

    [Fact]
    public void Endpoint_errors_of_fields_of_different_size_are_refused()
    {
        FlowField wide = new(2, 1, [0, 0], [0, 0]), high = new(1, 2, [0, 0], [0, 0]);
        Assert.Throws<ArgumentException>(() => FlowField.EndpointError(wide, high));
        Assert.Equal(5, FlowField.EndpointError(wide, new FlowField(2, 1, [3, 3], [4, -4])));
    }
}
