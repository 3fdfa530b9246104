using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>
/// The numbers of an ONNX file: the initialisers of its graph by their names. The graph itself is not read, so nothing in the file is
/// ever run. Format: github.com/onnx/onnx, <c>onnx.proto</c>, in the encoding of protobuf.dev/programming-guides/encoding.
/// </summary>
public static class OnnxFile
{
    /// <summary>Fields of <c>ModelProto</c>, <c>GraphProto</c> and <c>TensorProto</c>.</summary>
    private const int Graph = 7, Initializer = 5, Dims = 1, DataType = 2, FloatData = 4, Name = 8, RawData = 9, DataLocation = 14;

    /// <summary>Far beyond any name.</summary>
    private const long LongestName = 4096;

    /// <summary><c>TensorProto.DataType</c>.</summary>
    private static readonly Dictionary<long, ScalarType> Dtypes = new()
    {
        [1] = ScalarType.Float32,
        [2] = ScalarType.Byte,
        [3] = ScalarType.Int8,
        [5] = ScalarType.Int16,
        [6] = ScalarType.Int32,
        [7] = ScalarType.Int64,
        [9] = ScalarType.Bool,
        [10] = ScalarType.Float16,
        [11] = ScalarType.Float64,
        [16] = ScalarType.BFloat16,
    };

    /// <summary>Reads the initialisers: those kept as raw bytes, and single-precision numbers kept as such.</summary>
    /// <exception cref="InputException">the file is not there, no ONNX file, damaged or cut short, or keeps numbers in another way</exception>
    public static StateDict Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(new ProtobufReader(file, path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a whole, readable ONNX file", "Check the path.", e);
        }
    }

    private static StateDict Read(ProtobufReader reader, string path)
    {
        var weights = new StateDict { Place = path };
        try
        {
            bool graph = false;
            foreach (ProtobufField ofModel in reader.Fields(reader.Whole))
            {
                if (ofModel.Number != Graph)
                    continue;
                graph = true;
                foreach (ProtobufField ofGraph in reader.Fields(ofModel.Message(path)))
                    if (ofGraph.Number == Initializer)
                        AddTensor(weights, reader, ofGraph.Message(path), path);
            }
            return graph ? weights : throw ProtobufReader.Damaged(path, "no graph", "a model with one");
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>Nothing is asked for before it is known that the file has it.</summary>
    private static void AddTensor(StateDict weights, ProtobufReader reader, ProtobufSpan message, string path)
    {
        string? name = null;
        var shape = new List<long>();
        long type = 0;
        ProtobufSpan? data = null;
        int dataField = 0;
        foreach (ProtobufField field in reader.Fields(message))
            switch (field.Number)
            {
                case Dims:
                    shape.AddRange(reader.Numbers(field, TensorData.MostDimensions - shape.Count));
                    break;
                case DataType:
                    type = field.Number64(path);
                    break;
                case Name:
                    name = field.Message(path).Length <= LongestName ? Encoding.UTF8.GetString(reader.Bytes(field.Span))
                        : throw ProtobufReader.Damaged(path, $"a name of {field.Span.Length} bytes", $"at most {LongestName}");
                    break;
                case FloatData or RawData:
                    (data, dataField) = data is null ? (field.Message(path), field.Number)
                        : throw ProtobufReader.Damaged($"{path}, an initialiser", "its numbers in several pieces", "in one");
                    break;
                case 3 or 12:           // segment, which no program writes; doc_string
                    break;
                case DataLocation when field.Number64(path) == 0:
                    break;
                default:
                    throw ProtobufReader.Damaged($"{path}, initialiser {name}", $"numbers in field {field.Number} of its description or in another file", "raw_data or float_data");
            }
        string place = $"{path}, initialiser {name}";
        if (name is null)
            throw ProtobufReader.Damaged(place, "no name", "one");
        if (!Dtypes.TryGetValue(type, out ScalarType dtype) || dataField == FloatData && dtype != ScalarType.Float32)
            throw ProtobufReader.Damaged(place, $"data type {type}", "a number of 8, 16, 32 or 64 bits");
        ProtobufSpan bytes = data ?? new(0, 0);
        if (TensorData.Count([.. shape], dtype) is not long count || count * TensorData.SizeOf(dtype) != bytes.Length)
            throw ProtobufReader.Damaged(place, $"{bytes.Length} bytes for {dtype} [{string.Join(", ", shape)}]", "as many as the shape needs, below 2 GiB");
        weights.Add(name, TensorData.Read(reader.At(bytes), [.. shape], dtype));
    }
}
