using System.Text;

namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>Recognises the files that are taken for ONNX models by mistake.</summary>
internal static class FileKind
{
    private const int Inspected = 256;

    private static readonly (byte[] Magic, int Offset, string Description)[] Kinds =
    [
        (Ascii("version https://git-lfs"), 0, "a Git LFS pointer, not the model itself; run 'git lfs pull' to fetch it"),
        (Ascii("PK\u0003\u0004"), 0, "a zip archive (PyTorch's .pt and Keras's .keras are such); export the model to ONNX, or unpack the archive"),
        (Ascii("PK\u0005\u0006"), 0, "an empty zip archive"),
        ([0x80, 2, (byte)'}'], 0, "a pickled object of Python; export the model to ONNX"),
        ([0x80, 2, 0x8A], 0, "a pickled model of PyTorch; export the model to ONNX"),
        ([0x80, 4, 0x95], 0, "a pickled object of Python, as scikit-learn's models are; export the model to ONNX"),
        (Ascii("7z"), 0, "compressed; unpack it first"),
        (Ascii("GGUF"), 0, "a GGUF file, which holds weights without a graph"),
        ([0x1F, 0x8B], 0, "compressed by gzip; unpack it first"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], 0, "an HDF5 file (as Keras's .h5); export the model to ONNX"),
        (Ascii("TFL3"), 4, "a TensorFlow Lite model; export the model to ONNX"),
        (Ascii("ORTM"), 4, "a model in ONNX Runtime's own format (.ort); use the .onnx file that it was made from"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'], 0, "a NumPy array"),
        (Ascii("\0\0\0{\""), 5, "a safetensors file, which holds weights without a graph"),
    ];

    /// <summary>What a file is that cannot be read as a model; null where it does not show.</summary>
    public static ImportProblem? Recognize(byte[] file)
    {
        if (file.Length == 0)
        {
            return new ImportProblem(ProblemKind.NotOnnx, "The file is empty.");
        }

        foreach ((byte[] magic, int offset, string description) in Kinds)
        {
            if (StartsWith(file, magic, offset))
            {
                return NotOnnx(description);
            }
        }

        string text = Encoding.ASCII.GetString(file, 0, Math.Min(file.Length, Inspected)).TrimStart('?', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<", StringComparison.Ordinal))
        {
            return NotOnnx("a web page or XML; perhaps a download went wrong");
        }

        if (text.StartsWith("{", StringComparison.Ordinal) || text.StartsWith("[", StringComparison.Ordinal))
        {
            return NotOnnx("JSON or other text");
        }

        return Array.TrueForAll(file, value => value == 0) ? NotOnnx("all zeros")
            : Array.TrueForAll(file, value => value is >= 32 and < 127 or 9 or 10 or 13) ? NotOnnx("text")
            : null;
    }

    private static ImportProblem NotOnnx(string description) =>
        new(ProblemKind.NotOnnx, $"The file is no ONNX model: it is {description}.");

    private static bool StartsWith(byte[] file, byte[] magic, int offset) =>
        file.Length >= offset + magic.Length && file.AsSpan(offset, magic.Length).SequenceEqual(magic);

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
