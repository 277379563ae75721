using NeuralGen.Tests.Contract;
using NeuralGen.Tests.Networks;
using NeuralGen.Training.Tests.Training;

namespace NeuralGen.Tests.Concurrency;

/// <summary>The argument <c>threads</c>: what it may be, and that it costs no memory.</summary>
[Collection(AllocationCollection.Name)]
public sealed class ThreadsArgumentTests
{
    private const int Samples = 1_000;

    private static readonly string Network = DeclaredNetworks.Find<float>(Activation.Softmax, 64, 64, 32, 10).Name;

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    public void WrongNumbersAreNamedBeforeAnythingIsWritten(int threads)
    {
        Trial<float> trial = Trial<float>.Of(Network, Samples);
        ulong[] parameters = Numbers.Bits<float>(trial.Network.Parameters.Storage);
        var outputs = new float[Samples * trial.Architecture.Outputs];
        ParameterVector<float> gradient = trial.NewGradient();
        CheckNamed(threads, () => trial.Network.ForwardBatch(trial.Inputs, outputs, threads));
        CheckNamed(threads, () => trial.Network.BackwardBatch(trial.Inputs, trial.Targets, gradient, threads));
        CheckNamed(threads, () => trial.Network.TrainBatch(trial.Inputs, trial.Targets, new Sgd<float>(1), threads));
        Assert.All(outputs, value => Assert.Equal(0, value));
        Assert.All(gradient.Storage.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(parameters, Numbers.Bits<float>(trial.Network.Parameters.Storage));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void HandWrittenNetworksCheckToo(int threads)
    {
        INeuralNetwork<double> network = new LinearNetwork<TwoByOne>();
        CheckNamed(threads, () => network.ForwardBatch(new double[4], new double[2], threads));
        CheckNamed(threads, () => network.BackwardBatch(new double[4], new double[2], new ParameterVector<double>(network.Parameters.Layout), threads));
        CheckNamed(threads, () => network.TrainBatch(new double[4], new double[2], new Sgd<double>(1), threads));
    }

    [Fact]
    public void HandWrittenNetworksUseOneThread()
    {
        INeuralNetwork<double> network = new LinearNetwork<TwoByOne>();
        network.Parameters.CopyFrom([2.0, 3.0]);
        var outputs = new double[2];
        network.ForwardBatch([1, 0, 1, 1], outputs, threads: 2);
        Assert.Equal([2.0, 5.0], outputs);
    }

    [Fact]
    public void WrongLengthsAreNamed()
    {
        Trial<float> trial = Trial<float>.Of(Network, Samples);
        ParameterVector<float> gradient = trial.NewGradient();
        var sgd = new Sgd<float>(1);
        CheckArgument("inputs", () => trial.Network.ForwardBatch(trial.Inputs.AsSpan(1), new float[10], threads: 2));
        CheckArgument("outputs", () => trial.Network.ForwardBatch(trial.Inputs, new float[10], threads: 2));
        CheckArgument("targets", () => trial.Network.BackwardBatch(trial.Inputs, trial.Targets.AsSpan(1), gradient, threads: 2));
        CheckArgument("gradient", () => trial.Network.BackwardBatch(trial.Inputs, trial.Targets, trial.Network.Parameters, threads: 2));
        CheckArgument("inputs", () => trial.Network.TrainBatch([], [], sgd, threads: 2));
        CheckArgument("targets", () => trial.Network.TrainBatch(trial.Inputs, trial.Targets.AsSpan(1), sgd, threads: 2));
        CheckArgument("optimizer", () => trial.Network.TrainBatch(trial.Inputs, trial.Targets, null!, threads: 2));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        Trial<float> trial = Trial<float>.Of(Network, Samples);
        var outputs = new float[Samples * trial.Architecture.Outputs];
        ParameterVector<float> gradient = trial.NewGradient();
        var adam = new Adam<float>(0.001f);
        Allocations.CheckNone(() => trial.Network.ForwardBatch(trial.Inputs, outputs, threads: -1));
        Allocations.CheckNone(() => trial.Network.BackwardBatch(trial.Inputs, trial.Targets, gradient, threads: -1));
        Allocations.CheckNone(() => trial.Network.TrainBatch(trial.Inputs, trial.Targets, adam, threads: -1));
    }

    private static void CheckNamed(int threads, Action call)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.Equal(("threads", (object)threads), (exception.ParamName, exception.ActualValue));
        Assert.Contains("must be at least 1, or -1", exception.Message, StringComparison.Ordinal);
    }

    private static void CheckArgument(string name, Action call) => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(call).ParamName);

    private sealed class TwoByOne : ISize
    {
        public static int Inputs => 2;

        public static int Outputs => 1;
    }
}
