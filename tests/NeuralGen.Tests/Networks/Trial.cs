using System.Numerics;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Tests.Networks;

/// <summary>One declared network with random parameters and samples, and the reference for the same numbers.</summary>
/// <typeparam name="T">The number format of the network.</typeparam>
internal sealed partial class Trial<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string _name;
    private readonly int _seed;
    private readonly Samples _samples;

    private Trial(DeclaredNetwork<T> declared, int count, int seed)
    {
        _name = declared.Name;
        _seed = seed;
        _samples = Samples.Draw<T>(declared.Architecture, count, seed);
        Count = count;
        Reference = new ReferenceNetwork(declared.Architecture, _samples.Parameters);
        Network = declared.Create();
        Network.Parameters.CopyFrom(Numbers.From<T>(_samples.Parameters));
        Inputs = Numbers.From<T>(_samples.Inputs);
        Targets = Numbers.From<T>(_samples.Targets);
    }

    public INeuralNetwork<T> Network { get; }

    public ReferenceNetwork Reference { get; }

    public Architecture Architecture => Reference.Architecture;

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The samples, row-major.</summary>
    public T[] Inputs { get; }

    /// <summary>The targets, row-major.</summary>
    public T[] Targets { get; }

    public static Trial<T> Of(DeclaredNetwork<T> declared, int samples, int seed) => new(declared, samples, seed);

    public ReadOnlySpan<T> Input(int sample) => Inputs.AsSpan(sample * Architecture.Inputs, Architecture.Inputs);

    public ReadOnlySpan<T> Target(int sample) => Targets.AsSpan(sample * Architecture.Outputs, Architecture.Outputs);

    public ReadOnlySpan<T> FirstInputs(int samples) => Inputs.AsSpan(0, samples * Architecture.Inputs);

    public ReadOnlySpan<T> FirstTargets(int samples) => Targets.AsSpan(0, samples * Architecture.Outputs);

    public ParameterVector<T> NewGradient() => new(Network.Parameters.Layout);

    public double[] ReferenceOutput(int sample) => Reference.Forward(_samples.Input(sample));

    /// <summary>The outputs of the first samples, row-major.</summary>
    public double[] ReferenceOutputs(int samples) => [.. Enumerable.Range(0, samples).SelectMany(ReferenceOutput)];

    public double ReferenceLoss(int sample) => Reference.ComputeLoss(_samples.Input(sample), _samples.Target(sample));

    public ReferenceGradient ReferenceGradient(int sample) => Reference.Backward(_samples.Input(sample), _samples.Target(sample));

    /// <summary>What this trial is, for the message of a failed test.</summary>
    public string Describe(string what) => $"{what} of {_name} ({Architecture}; seed {_seed})";
}
