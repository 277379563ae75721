using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Saves a network together with the normalisers of its inputs and targets, so that one file holds all that inference needs, and
/// loads both again.
/// </summary>
/// <remarks>
/// The vectors of a normaliser are tensors of the file: <c>input.offset</c> and <c>input.scale</c>, <c>target.offset</c> and
/// <c>target.scale</c>. <see cref="SavingExtensions"/> loads the same files without them.
/// </remarks>
public static class NormalizerSavingExtensions
{
    /// <summary>Saves a network's parameters and normalisers to a file as a whole or not at all: whatever fails, an old file of this name is as it was.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="inputs">What inputs go through before the network sees them, if anything.</param>
    /// <param name="targets">What targets went through in training, if anything, and outputs go back through.</param>
    /// <exception cref="ArgumentException">A normaliser is for another number of inputs or targets than the network has.</exception>
    /// <exception cref="IOException">The folder does not exist, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing in the folder is not allowed.</exception>
    public static void Save<T>(this INeuralNetwork<T> network, string path, Normalizer<T>? inputs, Normalizer<T>? targets = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfOtherSizes(network, inputs, targets);
        AtomicFile.Write(path, stream => network.Save(stream, inputs, targets));
    }

    /// <summary>Saves a network's parameters and normalisers to a stream, which stays open.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">Receives the bytes of the file.</param>
    /// <param name="inputs">What inputs go through before the network sees them, if anything.</param>
    /// <param name="targets">What targets went through in training, if anything, and outputs go back through.</param>
    /// <exception cref="ArgumentException">A normaliser is for another number of inputs or targets than the network has.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void Save<T>(this INeuralNetwork<T> network, Stream stream, Normalizer<T>? inputs, Normalizer<T>? targets = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        ThrowIfOtherSizes(network, inputs, targets);
        var others = new List<NamedNumbers<T>>();
        Add(others, inputs, ParameterFile.InputOffset, ParameterFile.InputScale);
        Add(others, targets, ParameterFile.TargetOffset, ParameterFile.TargetScale);
        ParameterFile.Write(stream, network.Parameters, [.. others]);
    }

    /// <summary>Overwrites a network's parameters with those of a file, and returns its normalisers.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="inputs">The normaliser of inputs; <see langword="null"/> if the file has none.</param>
    /// <param name="targets">The normaliser of targets; <see langword="null"/> if the file has none.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is no safetensors file, has other tensors than the network, or half of a normaliser. The network is as
    /// it was then.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static void Load<T>(this INeuralNetwork<T> network, string path, out Normalizer<T>? inputs, out Normalizer<T>? targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        Load(network, stream, SourceName.Of(path), out inputs, out targets);
    }

    /// <summary>Overwrites a network's parameters with those of a stream, which is read to its end and stays open, and returns its normalisers.</summary>
    /// <typeparam name="T">The network's number format.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">The bytes of the file, from the stream's position to its end. It need not be seekable.</param>
    /// <param name="inputs">The normaliser of inputs; <see langword="null"/> if the file has none.</param>
    /// <param name="targets">The normaliser of targets; <see langword="null"/> if the file has none.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is no safetensors file, has other tensors than the network, or half of a normaliser. The network is as
    /// it was then.
    /// </exception>
    public static void Load<T>(this INeuralNetwork<T> network, Stream stream, out Normalizer<T>? inputs, out Normalizer<T>? targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        Load(network, stream, SourceName.Of(stream), out inputs, out targets);
    }

    private static void Load<T>(INeuralNetwork<T> network, Stream stream, SourceName source, out Normalizer<T>? inputs, out Normalizer<T>? targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LoadedParameters<T> loaded = ParameterFile.Read<T>(
            stream, source, network.Parameters.Layout,
            ParameterFile.InputOffset, ParameterFile.InputScale, ParameterFile.TargetOffset, ParameterFile.TargetScale);
        Normalizer<T>? ofInputs = Normalizer(loaded, source, ParameterFile.InputOffset, ParameterFile.InputScale);
        Normalizer<T>? ofTargets = Normalizer(loaded, source, ParameterFile.TargetOffset, ParameterFile.TargetScale);
        network.Parameters.CopyFrom(loaded.Parameters);
        inputs = ofInputs;
        targets = ofTargets;
    }

    /// <summary>The weights of the first layer have a column for each input, those of the last a row for each output.</summary>
    private static void ThrowIfOtherSizes<T>(INeuralNetwork<T> network, Normalizer<T>? inputs, Normalizer<T>? targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorLayout[] weights = [.. network.Parameters.Layout.Tensors.Where(tensor => tensor.Shape.Length == 2)];
        if (weights.Length > 0)
        {
            ThrowIfOtherSize(inputs, weights[0].Shape[1], nameof(inputs));
            ThrowIfOtherSize(targets, weights[^1].Shape[0], nameof(targets));
        }
    }

    private static void ThrowIfOtherSize<T>(Normalizer<T>? normalizer, int size, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (normalizer is not null && normalizer.Size != size)
        {
            throw new ArgumentException($"The network has {size} {argument}; the normaliser given for them is for {normalizer.Size}.", argument);
        }
    }

    private static void Add<T>(List<NamedNumbers<T>> others, Normalizer<T>? normalizer, string offsetName, string scaleName)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (normalizer is not null)
        {
            others.Add(new NamedNumbers<T>(offsetName, normalizer.Offset.ToArray()));
            others.Add(new NamedNumbers<T>(scaleName, normalizer.Scale.ToArray()));
        }
    }

    private static Normalizer<T>? Normalizer<T>(LoadedParameters<T> loaded, SourceName source, string offsetName, string scaleName)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? offset = loaded.Others.GetValueOrDefault(offsetName);
        T[]? scale = loaded.Others.GetValueOrDefault(scaleName);
        if (offset is null && scale is null)
        {
            return null;
        }

        if (offset is null || scale is null)
        {
            (string there, string missing) = offset is null ? (scaleName, offsetName) : (offsetName, scaleName);
            throw source.Unfit($"holds half of a normaliser: expected '{missing}' beside '{there}', and found none");
        }

        try
        {
            return new Normalizer<T>(offset, scale);
        }
        catch (ArgumentException exception)
        {
            throw source.Unfit($"holds a normaliser in '{offsetName}' and '{scaleName}' that is none: {exception.Message}");
        }
    }
}
