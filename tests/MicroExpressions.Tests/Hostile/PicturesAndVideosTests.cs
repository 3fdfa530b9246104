using System.Buffers.Binary;
using MicroExpressions.Features;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Hostile;

/// <summary>What a picture or a video may not make the kit do: fill the memory, open other files.</summary>
public sealed class PicturesAndVideosTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A few hundred bytes each that say 30000 × 30000 pixels.</summary>
    public static TheoryData<string> Huge => ["png", "jpg", "bmp", "tiff", "pgm"];

    [Theory, MemberData(nameof(Huge))]
    public void A_picture_that_says_it_has_more_pixels_than_any_camera_is_refused_before_it_is_decoded(string format)
    {
        OpenCv.Load();
        using OpenCvSharp.Mat small = FrameMat.Of(TestPictures.Flat(16, 16, 9));
        OpenCvSharp.Cv2.ImEncode("." + format, small, out byte[] file);
        File.WriteAllBytes(folder["a.png"], file);
        Assert.Equal(16, ImageFile.Read(folder["a.png"]).Width);
        File.WriteAllBytes(folder["a.png"], Enlarged(file, format));
        InputException refused = Assert.Throws<InputException>(() => ImageFile.Read(folder["a.png"]));
        Assert.Equal(folder["a.png"], refused.Place);
        Assert.Contains("30000 × 30000", refused.Found);
    }

    /// <summary>Found by a campaign: OpenCV asks for the 4 GB that such a part says it has, and takes 20 s.</summary>
    [Theory]
    [InlineData(0xF8000000)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(4096)]
    public void A_png_with_a_part_longer_than_the_file_is_refused_before_it_is_decoded(uint length)
    {
        byte[] file = ImageFile.EncodePng(TestPictures.Flat(16, 16, 9));
        int data = file.AsSpan().IndexOf("IDAT"u8);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(data - 4), length);

        Assert.Contains("longer than the file", Assert.Throws<InputException>(() => ImageFile.Decode(file, "a.png")).Found, StringComparison.Ordinal);
    }

    /// <summary>Playlists that FFmpeg would follow to other files, addresses and devices, however they are called.</summary>
    public static TheoryData<string> Lists => new(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nFILE\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile 'FILE'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><AdaptationSet><Representation><BaseURL>FILE</BaseURL></Representation></AdaptationSet></Period></MPD>",
        "\uFEFF#EXTM3U\nFILE\n",
        "http://localhost/video.mp4\n");

    [Theory, MemberData(nameof(Lists))]
    public void A_list_that_names_other_videos_is_no_video(string list)
    {
        string elsewhere = Directory.CreateDirectory(folder["elsewhere"]).FullName;
        TestVideos.Write(Path.Combine(elsewhere, "a.avi"), 4);
        foreach (string file in new[] { Path.Combine(elsewhere, "a.avi"), "elsewhere/a.avi" })
        {
            File.WriteAllText(folder["a.mp4"], list.Replace("FILE", file, StringComparison.Ordinal));
            InputException refused = Assert.Throws<InputException>(() => new VideoFile(folder["a.mp4"], new FrameSourceOptions()));
            Assert.Equal(folder["a.mp4"], refused.Place);
            Assert.Contains("text", refused.Found);
        }
    }

    private static byte[] Enlarged(byte[] file, string format)
    {
        const int side = 30_000;
        byte[] huge = [.. file];
        switch (format)
        {
            case "png":
                BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(16), side);
                BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(20), side);
                BinaryPrimitives.WriteUInt32BigEndian(huge.AsSpan(29), Crc32.Of(huge.AsSpan(12, 17)));
                break;
            case "jpg":
                int frame = huge.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
                BinaryPrimitives.WriteUInt16BigEndian(huge.AsSpan(frame + 5), side);
                BinaryPrimitives.WriteUInt16BigEndian(huge.AsSpan(frame + 7), side);
                break;
            case "bmp":
                BinaryPrimitives.WriteInt32LittleEndian(huge.AsSpan(18), side);
                BinaryPrimitives.WriteInt32LittleEndian(huge.AsSpan(22), -side);      // from above
                break;
            case "pgm":
                huge = [.. "P5\n# 16 16\n30000 30000\n255\n"u8, .. file[^256..]];
                break;
            default:
                int directory = BinaryPrimitives.ReadInt32LittleEndian(huge.AsSpan(4));
                for (int i = 0; i < BinaryPrimitives.ReadUInt16LittleEndian(huge.AsSpan(directory)); i++)
                    if (huge.AsSpan(directory + 2 + 12 * i) is var entry && BinaryPrimitives.ReadUInt16LittleEndian(entry) is 256 or 257)
                        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], side);
                break;
        }
        return huge;
    }
}
