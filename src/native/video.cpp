// OpenCV behind a plain C interface: what MicroExpressions.Video needs of it and nothing more.
//
// Every entry returns null when it worked, else a message that stays valid until the same thread's next call.
// No C++ exception crosses this boundary. Pixels are 8-bit unless said otherwise, rows top to bottom, channels
// interleaved and in the order red, green, blue (OpenCV's own order is the reverse: converted here, in one place).
// All buffers belong to the caller, except the handles, which have a close entry each.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <opencv2/optflow.hpp>
#include <opencv2/videoio.hpp>

#define MEX_API extern "C" __attribute__((visibility("default")))

namespace {

thread_local std::string message;

template <typename Body>
const char* guarded(Body body) noexcept {
    try {
        body();
        return nullptr;
    } catch (const cv::Exception& e) {
        // e.what() carries OpenCV's source path and line: of no use to whoever gave the file
        try { message = e.err.empty() ? e.what() : e.err; } catch (...) { return "out of memory"; }
    } catch (const std::exception& e) {
        try { message = e.what(); } catch (...) { return "out of memory"; }
    } catch (...) {
        return "an exception of unknown type";
    }
    return message.c_str();
}

// Messages go back through the return value; OpenCV and FFmpeg shall not write to the user's terminal besides.
const bool quiet = [] {
    setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    return true;
}();

int pixel_type(int channels, int bytes) {
    if (channels != 1 && channels != 3) throw std::invalid_argument("channels must be 1 or 3");
    switch (bytes) {
        case 1: return CV_MAKETYPE(CV_8U, channels);
        case 2: return CV_MAKETYPE(CV_16U, channels);
        case 4: return CV_MAKETYPE(CV_32F, channels);
        default: throw std::invalid_argument("a channel must have 1, 2 or 4 bytes");
    }
}

// A view on the caller's pixels. OpenCV wants a mutable pointer even for what it only reads.
cv::Mat view(const void* pixels, int width, int height, int channels, int bytes) {
    return cv::Mat(height, width, pixel_type(channels, bytes), const_cast<void*>(pixels));
}

// Copies `from` to the caller's buffer as RGB or grey, without a detour over a third buffer.
void to_caller(const cv::Mat& from, void* pixels) {
    cv::Mat to(from.rows, from.cols, from.type(), pixels);
    if (from.channels() == 3) cv::cvtColor(from, to, cv::COLOR_BGR2RGB);
    else from.copyTo(to);
    if (to.data != pixels) throw std::logic_error("OpenCV reallocated the caller's buffer");
}

struct Encoded { std::vector<uint8_t> bytes; };

// Size of the picture in a JPEG file by its frame header (ITU-T T.81, B.2.2), 0 × 0 if it has none.
cv::Size jpeg_size(const uint8_t* file, size_t length) {
    for (size_t i = 2; i + 9 < length && file[i] == 0xFF;) {
        const uint8_t marker = file[i + 1];
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
            return {file[i + 7] << 8 | file[i + 8], file[i + 5] << 8 | file[i + 6]};
        i += 2 + (file[i + 2] << 8 | file[i + 3]);
    }
    return {};
}

}  // namespace

MEX_API const char* mexvideo_version() { return CV_VERSION; }

MEX_API const char* mexvideo_set_threads(int threads) {
    return guarded([&] { cv::setNumThreads(threads); });
}

MEX_API const char* mexvideo_get_threads(int* threads) {
    return guarded([&] { *threads = cv::getNumThreads(); });
}

// ---- Video files -------------------------------------------------------------------------------------------------

MEX_API const char* mexvideo_capture_open(const char* path, cv::VideoCapture** capture) {
    return guarded([&] {
        // FFmpeg only: the other backends would take the path for a camera, a pipeline or an image pattern
        auto opened = std::make_unique<cv::VideoCapture>(path, cv::CAP_FFMPEG);
        if (!opened->isOpened()) throw std::runtime_error("FFmpeg finds no video stream in it");
        *capture = opened.release();
    });
}

MEX_API void mexvideo_capture_close(cv::VideoCapture* capture) {
    guarded([&] { delete capture; });
}

MEX_API const char* mexvideo_capture_properties(
    cv::VideoCapture* capture, int* width, int* height, double* frames_per_second, int64_t* count) {
    return guarded([&] {
        *width = static_cast<int>(capture->get(cv::CAP_PROP_FRAME_WIDTH));
        *height = static_cast<int>(capture->get(cv::CAP_PROP_FRAME_HEIGHT));
        *frames_per_second = capture->get(cv::CAP_PROP_FPS);
        *count = static_cast<int64_t>(capture->get(cv::CAP_PROP_FRAME_COUNT));
    });
}

// Decodes the next frame and keeps it inside. `milliseconds` is its time stamp: what tells frames apart after a seek.
MEX_API const char* mexvideo_capture_grab(cv::VideoCapture* capture, int* grabbed, double* milliseconds) {
    return guarded([&] {
        *grabbed = capture->grab() ? 1 : 0;
        *milliseconds = *grabbed ? capture->get(cv::CAP_PROP_POS_MSEC) : -1;
    });
}

// The grabbed frame in RGB. `pixels` holds width·height·3 bytes.
MEX_API const char* mexvideo_capture_retrieve(cv::VideoCapture* capture, int width, int height, uint8_t* pixels) {
    return guarded([&] {
        cv::Mat frame;
        if (!capture->retrieve(frame) || frame.empty()) throw std::runtime_error("nothing that can be decoded");
        if (frame.type() != CV_8UC3 || frame.cols != width || frame.rows != height)
            throw std::runtime_error("a picture of another size or pixel type than the first");
        to_caller(frame, pixels);
    });
}

// Makes `position` the next frame to be grabbed, as far as the container can: see VideoFile for how that is verified.
MEX_API const char* mexvideo_capture_seek(cv::VideoCapture* capture, int64_t position, int* positioned) {
    return guarded([&] { *positioned = capture->set(cv::CAP_PROP_POS_FRAMES, static_cast<double>(position)) ? 1 : 0; });
}

// OpenCV converts every frame as if it had the first one's size, and what comes out of another is garbage without a word.
// Where each frame is a JPEG file (MJPG) its own header tells: `position` of the first that differs, else -1.
MEX_API const char* mexvideo_capture_odd_jpeg(const char* path, int64_t* position, int* odd_width, int* odd_height) {
    return guarded([&] {
        *position = -1;
        cv::Size first;
        cv::VideoCapture packets(path, cv::CAP_FFMPEG, {cv::CAP_PROP_FORMAT, -1});   // as they are in the file
        cv::Mat packet;
        for (int64_t i = 0; packets.read(packet); i++) {
            const size_t length = packet.total() * packet.elemSize();
            if (length < 2 || packet.data[0] != 0xFF || packet.data[1] != 0xD8) return;
            const cv::Size size = jpeg_size(packet.data, length);
            if (i == 0) first = size;
            if (size.area() > 0 && size != first) {
                *position = i;
                *odd_width = size.width;
                *odd_height = size.height;
                return;
            }
        }
    });
}

MEX_API const char* mexvideo_writer_open(
    const char* path, const char* codec, double frames_per_second, int width, int height, int channels,
    cv::VideoWriter** writer) {
    return guarded([&] {
        if (std::strlen(codec) != 4) throw std::invalid_argument("a codec is named by four characters");
        auto opened = std::make_unique<cv::VideoWriter>(
            path, cv::CAP_FFMPEG, cv::VideoWriter::fourcc(codec[0], codec[1], codec[2], codec[3]),
            frames_per_second, cv::Size(width, height), channels == 3);
        if (!opened->isOpened()) throw std::runtime_error("FFmpeg cannot write this codec, size or file");
        *writer = opened.release();
    });
}

MEX_API const char* mexvideo_writer_write(
    cv::VideoWriter* writer, const uint8_t* pixels, int width, int height, int channels) {
    return guarded([&] {
        cv::Mat frame = view(pixels, width, height, channels, 1), bgr;
        if (channels == 3) cv::cvtColor(frame, bgr, cv::COLOR_RGB2BGR);
        writer->write(channels == 3 ? bgr : frame);
    });
}

MEX_API void mexvideo_writer_close(cv::VideoWriter* writer) {
    guarded([&] { delete writer; });
}

// ---- Pictures ----------------------------------------------------------------------------------------------------

// Decodes any picture OpenCV knows, grey or colour (alpha dropped, EXIF orientation applied), 8 or 16 bits a channel.
MEX_API const char* mexvideo_image_decode(
    const uint8_t* file, int length, cv::Mat** image, int* width, int* height, int* channels, int* bytes) {
    return guarded([&] {
        cv::Mat coded(1, length, CV_8U, const_cast<uint8_t*>(file));
        auto decoded = std::make_unique<cv::Mat>(cv::imdecode(coded, cv::IMREAD_ANYCOLOR | cv::IMREAD_ANYDEPTH));
        if (decoded->empty()) throw std::runtime_error("no picture OpenCV can decode");
        if (decoded->depth() != CV_8U && decoded->depth() != CV_16U)
            throw std::runtime_error("neither 8 nor 16 bits a channel");
        *width = decoded->cols;
        *height = decoded->rows;
        *channels = decoded->channels();
        *bytes = static_cast<int>(decoded->elemSize1());
        *image = decoded.release();
    });
}

MEX_API const char* mexvideo_image_pixels(const cv::Mat* image, void* pixels) {
    return guarded([&] { to_caller(*image, pixels); });
}

MEX_API void mexvideo_image_close(cv::Mat* image) {
    guarded([&] { delete image; });
}

// `extension` (".png", ".jpg") names the format; `quality` counts for JPEG only. 8 or 16 bits a channel (16: PNG).
MEX_API const char* mexvideo_image_encode(
    const void* pixels, int width, int height, int channels, int bytes, const char* extension, int quality,
    Encoded** encoded, int64_t* length) {
    return guarded([&] {
        cv::Mat image = view(pixels, width, height, channels, bytes), bgr;
        if (channels == 3) cv::cvtColor(image, bgr, cv::COLOR_RGB2BGR);
        std::vector<int> options;
        if (std::strcmp(extension, ".jpg") == 0) options = {cv::IMWRITE_JPEG_QUALITY, quality};
        auto result = std::make_unique<Encoded>();
        if (!cv::imencode(extension, channels == 3 ? bgr : image, result->bytes, options))
            throw std::runtime_error("OpenCV cannot encode this picture");
        *length = static_cast<int64_t>(result->bytes.size());
        *encoded = result.release();
    });
}

MEX_API const char* mexvideo_encoded_bytes(const Encoded* encoded, uint8_t* bytes) {
    return guarded([&] { std::memcpy(bytes, encoded->bytes.data(), encoded->bytes.size()); });
}

MEX_API void mexvideo_encoded_close(Encoded* encoded) {
    guarded([&] { delete encoded; });
}

// `bytes` a channel: 1 (8-bit) or 4 (float). `interpolation`: OpenCV's own numbers (1 linear, 3 area, 4 Lanczos).
// The source may be a part of a larger picture: `stride` bytes lie between the starts of two rows.
MEX_API const char* mexvideo_resize(
    const void* from, int width, int height, int64_t stride, int channels, int bytes,
    void* to, int to_width, int to_height, int interpolation) {
    return guarded([&] {
        cv::Mat source(height, width, pixel_type(channels, bytes), const_cast<void*>(from), static_cast<size_t>(stride));
        cv::Mat target = view(to, to_width, to_height, channels, bytes);
        cv::resize(source, target, target.size(), 0, 0, interpolation);
        if (target.data != to) throw std::logic_error("OpenCV reallocated the caller's buffer");
    });
}

// ITU-R BT.601 luma, as OpenCV computes it: Y = 0.299 R + 0.587 G + 0.114 B, in fixed point.
MEX_API const char* mexvideo_grey(const uint8_t* rgb, int width, int height, uint8_t* grey) {
    return guarded([&] {
        cv::Mat target = view(grey, width, height, 1, 1);
        cv::cvtColor(view(rgb, width, height, 3, 1), target, cv::COLOR_RGB2GRAY);
        if (target.data != grey) throw std::logic_error("OpenCV reallocated the caller's buffer");
    });
}

// ---- Faces -------------------------------------------------------------------------------------------------------

MEX_API const char* mexvideo_cascade_open(const char* path, cv::CascadeClassifier** cascade) {
    return guarded([&] {
        auto opened = std::make_unique<cv::CascadeClassifier>();
        if (!opened->load(path) || opened->empty()) throw std::runtime_error("no cascade OpenCV can load");
        *cascade = opened.release();
    });
}

// `rectangles` takes up to `capacity` quadruples x, y, width, height; `votes` the number of merged hits behind each.
MEX_API const char* mexvideo_cascade_detect(
    cv::CascadeClassifier* cascade, const uint8_t* grey, int width, int height, double scale_step, int neighbours,
    int least_size, int* rectangles, int* votes, int capacity, int* count) {
    return guarded([&] {
        std::vector<cv::Rect> found;
        std::vector<int> hits;
        cascade->detectMultiScale(view(grey, width, height, 1, 1), found, hits, scale_step, neighbours,
                                  cv::CASCADE_SCALE_IMAGE, cv::Size(least_size, least_size));
        *count = static_cast<int>(std::min<size_t>(found.size(), capacity));
        for (int i = 0; i < *count; i++) {
            const int rectangle[] = {found[i].x, found[i].y, found[i].width, found[i].height};
            std::memcpy(rectangles + 4 * i, rectangle, sizeof rectangle);
            votes[i] = hits[i];
        }
    });
}

MEX_API void mexvideo_cascade_close(cv::CascadeClassifier* cascade) {
    guarded([&] { delete cascade; });
}

// ---- OpenCV's own TV-L1, the peer of MicroExpressions.Flow -----------------------------------------------------

struct TvL1Settings {
    double tau, lambda, theta, epsilon, scale_step, gamma;
    int scales, warps, inner_iterations, outer_iterations, median_filter;
};

// Grey pictures (1 byte or 4-byte float a pixel) to the planes u and v, [height, width] floats each, in pixels.
MEX_API const char* mexvideo_tvl1(
    const void* first, const void* second, int width, int height, int bytes, const TvL1Settings* settings,
    float* u, float* v) {
    return guarded([&] {
        auto algorithm = cv::optflow::DualTVL1OpticalFlow::create(
            settings->tau, settings->lambda, settings->theta, settings->scales, settings->warps, settings->epsilon,
            settings->inner_iterations, settings->outer_iterations, settings->scale_step, settings->gamma,
            settings->median_filter);
        cv::Mat flow;
        algorithm->calc(view(first, width, height, 1, bytes), view(second, width, height, 1, bytes), flow);
        cv::Mat planes[] = {view(u, width, height, 1, 4), view(v, width, height, 1, 4)};
        cv::split(flow, planes);
        if (planes[0].data != reinterpret_cast<uchar*>(u) || planes[1].data != reinterpret_cast<uchar*>(v))
            throw std::logic_error("OpenCV reallocated the caller's buffer");
    });
}
