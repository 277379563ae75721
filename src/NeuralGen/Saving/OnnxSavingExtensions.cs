using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Saves a network with its parameters as an ONNX model, which PyTorch, ONNX Runtime and other engines load, and
/// <see cref="OnnxModelAttribute"/> too.
/// </summary>
/// <remarks>
/// The model maps <c>input</c> [batch, inputs] to <c>output</c> [batch, outputs], in the network's number format. It is what
/// <c>Forward</c> computes: it has no loss and drops nothing. Parameters keep their names, their shapes and every bit. The same
/// parameters give the same bytes.
/// </remarks>
public static class OnnxSavingExtensions
{
    /// <summary>Saves a network as an ONNX file as a whole or not at all: whatever fails, an old file of this name is as it was.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The file would have more than 2,147,483,647 bytes.</exception>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing in the folder is not allowed.</exception>
    public static void SaveOnnx<T>(this IOnnxNetwork<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        OnnxFile file = OnnxFile.Of(network);
        AtomicFile.Write(path, stream => file.WriteTo(stream, network.Parameters));
    }

    /// <summary>Saves a network as an ONNX model to a stream, which stays open.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">Receives the bytes of the file.</param>
    /// <exception cref="InvalidOperationException">The file would have more than 2,147,483,647 bytes. Nothing is written then.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void SaveOnnx<T>(this IOnnxNetwork<T> network, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        OnnxFile.Of(network).WriteTo(stream, network.Parameters);
    }
}
