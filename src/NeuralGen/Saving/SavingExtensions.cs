using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Saves parameters as safetensors files, a format that many tools read, and loads them: under the names and with the shapes of
/// the layout, each tensor row-major.
/// </summary>
/// <remarks>
/// Loading checks all of a file before it changes anything: whatever is thrown, the parameters are as they were. Numbers of the
/// network's own precision are loaded bit by bit, NaN and infinities included; narrower ones (F16, BF16, and F32 for a network in
/// double precision) exactly; F64 for a network in single precision rounded to the nearest, unless a number is too large for it,
/// which is refused. Files may hold normalisers beside the parameters, which these methods leave out and
/// <see cref="NormalizerSavingExtensions"/> loads.
/// </remarks>
public static class SavingExtensions
{
    /// <summary>Saves a network's parameters to a file as a whole or not at all: whatever fails, an old file of this name is as it was.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing in the folder is not allowed.</exception>
    public static void Save<T>(this INeuralNetwork<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.Save(path);
    }

    /// <summary>Saves a network's parameters to a stream, which stays open.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">Receives the bytes of the file.</param>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Save<T>(this INeuralNetwork<T> network, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.Save(stream);
    }

    /// <summary>Saves a vector to a file as a whole or not at all: whatever fails, an old file of this name is as it was.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="parameters">The vector.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing in the folder is not allowed.</exception>
    public static void Save<T>(this ParameterVector<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => ParameterFile.Write(stream, parameters));
    }

    /// <summary>Saves a vector to a stream, which stays open.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="parameters">The vector.</param>
    /// <param name="stream">Receives the bytes of the file.</param>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Save<T>(this ParameterVector<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(stream);
        ParameterFile.Write(stream, parameters);
    }

    /// <summary>Overwrites a network's parameters with those of a file.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is no safetensors file, or has other tensors than the network. The message names the file, the offset
    /// or the tensors, what was expected and what was found.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static void Load<T>(this INeuralNetwork<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.Load(path);
    }

    /// <summary>Overwrites a network's parameters with those of a stream, which is read to its end and stays open.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">The bytes of the file, from the stream's position to its end. It need not be seekable.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is no safetensors file, or has other tensors than the network. The message names the offset or the
    /// tensors, what was expected and what was found.
    /// </exception>
    public static void Load<T>(this INeuralNetwork<T> network, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        network.Parameters.Load(stream);
    }

    /// <summary>Overwrites a vector with the tensors of a file.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="parameters">The vector.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is no safetensors file, or has other tensors than the layout. The message names the file, the offset
    /// or the tensors, what was expected and what was found.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static void Load<T>(this ParameterVector<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        parameters.CopyFrom(ParameterFile.Read<T>(stream, SourceName.Of(path), parameters.Layout).Parameters);
    }

    /// <summary>Overwrites a vector with the tensors of a stream, which is read to its end and stays open.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="parameters">The vector.</param>
    /// <param name="stream">The bytes of the file, from the stream's position to its end. It need not be seekable.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is no safetensors file, or has other tensors than the layout. The message names the offset or the
    /// tensors, what was expected and what was found.
    /// </exception>
    public static void Load<T>(this ParameterVector<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(stream);
        parameters.CopyFrom(ParameterFile.Read<T>(stream, SourceName.Of(stream), parameters.Layout).Parameters);
    }
}
