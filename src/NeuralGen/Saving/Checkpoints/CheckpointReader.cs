using System.Numerics;

namespace NeuralGen;

/// <summary>Reads a checkpoint's file, which must hold all that its names promise and nothing else.</summary>
internal sealed class CheckpointReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SafetensorsReader _reader;
    private readonly ParameterLayout _layout;

    // What no part has claimed yet.
    private readonly Dictionary<string, SafetensorsTensor> _tensors;
    private readonly Dictionary<string, string> _texts;
    private Dictionary<string, byte[]> _data = [];

    public CheckpointReader(Stream stream, SourceName source, ParameterLayout layout)
    {
        _reader = new SafetensorsReader(stream, source);
        _layout = layout;
        _tensors = _reader.Header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        _texts = new Dictionary<string, string>(_reader.Header.Metadata, StringComparer.Ordinal);
    }

    public Checkpoint<T> Read()
    {
        if (!_texts.Remove(CheckpointNames.Mark, out string? version))
        {
            throw _reader.Source.Unfit($"is no checkpoint: it has no text '{CheckpointNames.Mark}'");
        }

        if (version != CheckpointNames.Version)
        {
            throw _reader.Source.Unfit($"is a checkpoint of version {SourceName.Quote(version)}; expected version {CheckpointNames.Version}");
        }

        _data = _reader.ReadData();
        var checkpoint = new Checkpoint<T>(TakeVector("")) { Optimizer = TakeOptimizer(), Schedule = TakeSchedule() };
        TakeTraining(checkpoint);
        ThrowIfMore();
        return checkpoint;
    }

    private OptimizerState<T>? TakeOptimizer()
    {
        const string Prefix = CheckpointNames.Optimizer;
        if (!_texts.Remove(Prefix + CheckpointNames.Kind, out string? kind))
        {
            return null;
        }

        T rate = TakeNumber<T>(Prefix + CheckpointNames.LearningRate);
        var state = new OptimizerState<T>(NotEmpty(kind, Prefix), rate);
        TakeState(Prefix, state);
        foreach ((string name, ParameterVector<T> vector) in TakeVectors(Prefix))
        {
            state.AddVector(name, vector);
        }

        return state;
    }

    private SavedState? TakeSchedule()
    {
        if (!_texts.Remove(CheckpointNames.Schedule + CheckpointNames.Kind, out string? kind))
        {
            return null;
        }

        var state = new SavedState(NotEmpty(kind, CheckpointNames.Schedule));
        TakeState(CheckpointNames.Schedule, state);
        return state;
    }

    private string NotEmpty(string kind, string prefix) =>
        kind.Length > 0 ? kind : throw Unfit($"the text '{prefix}{CheckpointNames.Kind}' is empty");

    private void TakeTraining(Checkpoint<T> checkpoint)
    {
        const string Prefix = CheckpointNames.Training;
        foreach ((string name, ParameterVector<T> vector) in TakeVectors(Prefix))
        {
            checkpoint.Vectors.Add(name, vector);
        }

        foreach (string name in NamesBehind(Prefix + CheckpointNames.Count))
        {
            checkpoint.Counts.Add(name, TakeNumber<long>(Prefix + CheckpointNames.Count + name));
        }

        foreach (string name in NamesBehind(Prefix + CheckpointNames.Number))
        {
            checkpoint.Numbers.Add(name, TakeNumber<double>(Prefix + CheckpointNames.Number + name));
        }

        foreach (string name in NamesBehind(Prefix + CheckpointNames.Indices))
        {
            checkpoint.Indices.Add(name, Take<int>(Prefix + CheckpointNames.Indices + name, rank: 1));
        }

        foreach (string name in NamesBehind(Prefix + CheckpointNames.Series))
        {
            checkpoint.Series.Add(name, Take<double>(Prefix + CheckpointNames.Series + name, rank: 1));
        }

        foreach ((string name, string text) in TakeTexts(Prefix + CheckpointNames.Text))
        {
            checkpoint.Texts.Add(name, text);
        }
    }

    private void TakeState(string prefix, SavedState state)
    {
        foreach ((string name, string value) in TakeTexts(prefix + CheckpointNames.Setting))
        {
            state.AddSetting(name, value);
        }

        foreach (string name in NamesBehind(prefix + CheckpointNames.Count))
        {
            state.AddCount(name, TakeNumber<long>(prefix + CheckpointNames.Count + name));
        }

        foreach (string name in NamesBehind(prefix + CheckpointNames.Number))
        {
            state.AddNumber(name, TakeNumber<double>(prefix + CheckpointNames.Number + name));
        }
    }

    /// <summary>All vectors under a prefix; each is as many tensors as the layout has.</summary>
    private IEnumerable<(string Name, ParameterVector<T> Vector)> TakeVectors(string prefix)
    {
        if (_layout.Tensors.IsEmpty)
        {
            yield break;
        }

        prefix += CheckpointNames.Vector;
        string suffix = $".{_layout.Tensors[0].Name}";
        foreach (string name in NamesBehind(prefix).Where(name => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)))
        {
            string vector = name[..^suffix.Length];
            yield return (vector, TakeVector($"{prefix}{vector}."));
        }
    }

    private ParameterVector<T> TakeVector(string prefix)
    {
        var vector = new ParameterVector<T>(_layout);
        foreach (TensorLayout tensor in _layout.Tensors)
        {
            SafetensorsTensor found = Claim(prefix + tensor.Name, SafetensorsType.Of<T>());
            if (!found.HasShape(tensor.Shape.AsSpan()))
            {
                throw Unfit($"tensor {SourceName.Quote(found.Name)} has the shape {found.ShapeText}; expected [{string.Join(", ", tensor.Shape)}]");
            }

            new TensorView<T>(vector, tensor).CopyFrom(NumberBytes.Read<T>(_data[found.Name]));
        }

        return vector;
    }

    private TNumber TakeNumber<TNumber>(string name)
        where TNumber : unmanaged =>
        Take<TNumber>(name, rank: 0)[0];

    private TNumber[] Take<TNumber>(string name, int rank)
        where TNumber : unmanaged
    {
        SafetensorsTensor tensor = Claim(name, SafetensorsType.Of<TNumber>());
        if (tensor.Shape.Length != rank)
        {
            throw Unfit($"tensor {SourceName.Quote(name)} has the shape {tensor.ShapeText}; expected {(rank == 0 ? "[], a single number" : "one dimension")}");
        }

        return NumberBytes.Read<TNumber>(_data[name]);
    }

    private SafetensorsTensor Claim(string name, SafetensorsType type)
    {
        if (!_tensors.Remove(name, out SafetensorsTensor? tensor))
        {
            throw Unfit($"there is no tensor {SourceName.Quote(name)}");
        }

        return tensor.Type == type
            ? tensor
            : throw Unfit($"tensor {SourceName.Quote(name)} is of type {tensor.Type}; expected {type}");
    }

    private string[] NamesBehind(string prefix) =>
        [.. _tensors.Keys.Where(name => IsBehind(name, prefix)).Select(name => name[prefix.Length..]).Order(StringComparer.Ordinal)];

    private static bool IsBehind(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal);

    private List<(string Name, string Text)> TakeTexts(string prefix)
    {
        var taken = new List<(string, string)>();
        foreach ((string name, string text) in _texts)
        {
            if (IsBehind(name, prefix) && _texts.Remove(name))
            {
                taken.Add((name[prefix.Length..], text));
            }
        }

        return taken;
    }

    private void ThrowIfMore()
    {
        if (_tensors.Count > 0)
        {
            throw Unfit($"there is a tensor {SourceName.Quote(_tensors.Keys.Min(StringComparer.Ordinal)!)}, which is unknown");
        }

        if (_texts.Count > 0)
        {
            throw Unfit($"there is a text {SourceName.Quote(_texts.Keys.Min(StringComparer.Ordinal)!)}, which is unknown");
        }
    }

    private InvalidDataException Unfit(string problem) => _reader.Source.Unfit($"is no checkpoint of this network: {problem}");
}
