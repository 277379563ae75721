using System.Numerics;

namespace NeuralGen;

/// <summary>What an optimiser keeps from step to step: its learning rate, its counts and numbers, and vectors such as a velocity.</summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class OptimizerState<T> : SavedState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SortedDictionary<string, ParameterVector<T>> _vectors = new(StringComparer.Ordinal);

    /// <summary>Creates an empty state.</summary>
    /// <param name="kind">What the state is of: the name of the optimiser's class, such as <c>Adam</c>.</param>
    /// <param name="learningRate">The learning rate of the steps to come.</param>
    public OptimizerState(string kind, T learningRate)
        : base(kind) => LearningRate = learningRate;

    /// <summary>The learning rate of the steps to come.</summary>
    public T LearningRate { get; }

    /// <summary>Vectors of the parameters' layout, by name.</summary>
    public IReadOnlyDictionary<string, ParameterVector<T>> Vectors => _vectors;

    /// <summary>Adds a vector.</summary>
    /// <param name="name">Its name, which no vector has yet.</param>
    /// <param name="vector">The vector, which is not copied; <see langword="null"/> for one that there is not yet, which adds nothing.</param>
    /// <exception cref="ArgumentException">There is a vector of this name.</exception>
    public void AddVector(string name, ParameterVector<T>? vector)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (vector is not null)
        {
            _vectors.Add(name, vector);
        }
    }

    /// <summary>Adds the state of another optimiser, one that this one uses.</summary>
    /// <param name="name">The name of the part.</param>
    /// <param name="part">The state of the other optimiser, as <see cref="Optimizer{T}.DescribeState"/> has it.</param>
    /// <exception cref="ArgumentException">There is a part of this name.</exception>
    public void AddPart(string name, OptimizerState<T> part)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(part);
        AddSetting(PartName(name, nameof(Kind)), part.Kind);
        AddNumber(PartName(name, nameof(LearningRate)), double.CreateTruncating(part.LearningRate));
        foreach ((string setting, string value) in part.Settings)
        {
            AddSetting(PartName(name, setting), value);
        }

        foreach ((string count, long value) in part.Counts)
        {
            AddCount(PartName(name, count), value);
        }

        foreach ((string number, double value) in part.Numbers)
        {
            AddNumber(PartName(name, number), value);
        }

        foreach ((string vector, ParameterVector<T> value) in part.Vectors)
        {
            AddVector(PartName(name, vector), value);
        }
    }

    /// <summary>The state of another optimiser that was added by <see cref="AddPart"/>.</summary>
    /// <param name="name">The name of the part.</param>
    /// <returns>The state of the other optimiser.</returns>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public OptimizerState<T> Part(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string kindName = PartName(name, nameof(Kind));
        string rateName = PartName(name, nameof(LearningRate));
        if (!Settings.TryGetValue(kindName, out string? kind) || kind.Length == 0 || !Numbers.TryGetValue(rateName, out double rate))
        {
            throw Unfit($"The state of {Kind} has no part '{name}'.");
        }

        var part = new OptimizerState<T>(kind, T.CreateTruncating(rate));
        foreach ((string setting, string value) in OfPart(Settings, name).Where(setting => setting.Key != nameof(Kind)))
        {
            part.AddSetting(setting, value);
        }

        foreach ((string count, long value) in OfPart(Counts, name))
        {
            part.AddCount(count, value);
        }

        foreach ((string number, double value) in OfPart(Numbers, name).Where(number => number.Key != nameof(LearningRate)))
        {
            part.AddNumber(number, value);
        }

        foreach ((string vector, ParameterVector<T> value) in OfPart(Vectors, name))
        {
            part.AddVector(vector, value);
        }

        return part;
    }

    /// <summary>
    /// Checks that the state holds just these counts, numbers and vectors; the first thing in restoring it. The vectors may be
    /// missing, all of them, as before the first step.
    /// </summary>
    /// <param name="counts">The names of all counts.</param>
    /// <param name="numbers">The names of all numbers.</param>
    /// <param name="vectors">The names of all vectors.</param>
    /// <returns>Whether the vectors are there.</returns>
    /// <exception cref="ArgumentException">Something is missing, or there is something else, or vectors have different layouts.</exception>
    public bool HasVectors(ReadOnlySpan<string> counts, ReadOnlySpan<string> numbers, params ReadOnlySpan<string> vectors)
    {
        ThrowUnlessOf(counts, numbers);
        if (Vectors.Count == 0)
        {
            return false;
        }

        ThrowUnlessNamed(Vectors.Keys, vectors, "vector");
        ParameterLayout layout = Vectors.Values.First().Layout;
        foreach ((string name, ParameterVector<T> vector) in Vectors)
        {
            if (!vector.Layout.Equals(layout))
            {
                throw Unfit($"The vectors of the state of {Kind} must have one layout. Expected {layout}; '{name}' has {vector.Layout}.");
            }
        }

        return true;
    }

    /// <summary>A copy of a vector, for the object that is restored.</summary>
    /// <param name="name">The vector's name.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException">There is no such vector.</exception>
    public ParameterVector<T> CopyOf(string name)
    {
        if (!_vectors.TryGetValue(name, out ParameterVector<T>? vector))
        {
            throw Unfit($"The state of {Kind} has no vector '{name}'.");
        }

        var copy = new ParameterVector<T>(vector.Layout);
        copy.CopyFrom(vector);
        return copy;
    }

    /// <summary>Puts copies in the place of the vectors, so that later steps do not change this state.</summary>
    internal void Detach()
    {
        foreach (string name in _vectors.Keys.ToArray())
        {
            _vectors[name] = CopyOf(name);
        }
    }

    private static string PartName(string part, string name) => $"{part}.{name}";

    private static IEnumerable<KeyValuePair<string, TValue>> OfPart<TValue>(IReadOnlyDictionary<string, TValue> all, string part)
    {
        string prefix = PartName(part, "");
        return all.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(item => KeyValuePair.Create(item.Key[prefix.Length..], item.Value));
    }
}
