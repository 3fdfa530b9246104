using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace MicroExpressions.Faces;

/// <summary>One of MediaPipe's networks in OpenCV's dnn. Not for several threads at once.</summary>
internal sealed class TfliteNetwork : IDisposable
{
    private readonly Net network;
    private readonly string[] outputs;
    private readonly string name;

    /// <param name="model">which</param>
    /// <exception cref="InputException">its file is not there or is another one; OpenCV cannot read it</exception>
    public TfliteNetwork(FaceModel model)
    {
        Video.OpenCv.Load();
        name = model.Name;
        FaceModels.Read(model);     // its hash is checked before OpenCV's parser sees the file
        network = CvDnn.ReadNet(Path.Combine(FaceModels.Folder, model.Name))
            ?? throw new InputException(model.Name, "a file that OpenCV's dnn cannot read", "a TensorFlow Lite network", $"OpenCV here is {Video.OpenCv.Version}; the kit's is 4.13.");
        outputs = [.. network.GetUnconnectedOutLayersNames().OfType<string>()];
    }

    /// <summary>The answers, told apart by their lengths.</summary>
    /// <param name="input"><c>[1, 3, H, W]</c></param>
    /// <param name="lengths">how many numbers each of the wanted answers has</param>
    public float[][] Run(Mat input, params int[] lengths)
    {
        network.SetInput(input);
        Mat[] answers = [.. outputs.Select(_ => new Mat())];
        try
        {
            network.Forward(answers, outputs);
            return [.. lengths.Select(length =>
            {
                Mat answer = answers.FirstOrDefault(a => a.Total() == length)
                    ?? throw new InvalidOperationException($"{name} has no answer of {length} numbers but {string.Join(", ", answers.Select(a => a.Total()))}");
                using Mat row = answer.Reshape(1, 1);
                row.GetArray(out float[] numbers);
                return numbers;
            })];
        }
        finally
        {
            foreach (Mat answer in answers)
                answer.Dispose();
        }
    }

    public void Dispose() => network.Dispose();
}
