using System.Numerics;
using NeuralGen.Tests.Networks;
using Xunit;

namespace NeuralGen.Tests.Contract;

/// <summary>Outputs that share memory with inputs, and gradients that cannot be one.</summary>
[Trait("Category", "Numeric")]
public abstract class OverlapTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inputs = 17;
    private const int Outputs = 9;

    private readonly INeuralNetwork<T> _network = DeclaredNetworks.Find<T>(NameOf("GELU_Huber_17_33_9")).Create();

    /// <summary>Places of an output in memory whose elements 0 to 16 (of each of three samples) are the input.</summary>
    public static TheoryData<int> OverlappingPlaces => [0, 1, 8, 16];

    [Theory]
    [MemberData(nameof(OverlappingPlaces))]
    public void OutputMustNotOverlapInput(int place) =>
        CheckRefused("output", memory => _network.Forward(memory.AsSpan(0, Inputs), memory.AsSpan(place, Outputs)));

    [Theory]
    [MemberData(nameof(OverlappingPlaces))]
    [InlineData(50)]
    public void OutputsMustNotOverlapInputs(int place) =>
        CheckRefused("outputs", memory => _network.ForwardBatch(memory.AsSpan(0, 3 * Inputs), memory.AsSpan(place, 3 * Outputs)));

    [Theory]
    [MemberData(nameof(OverlappingPlaces))]
    public void InputMustNotOverlapOutputFromBehind(int place) =>
        CheckRefused("output", memory => _network.Forward(memory.AsSpan(Math.Min(place, Outputs - 1), Inputs), memory.AsSpan(0, Outputs)));

    [Theory]
    [MemberData(nameof(OverlappingPlaces))]
    public void InputGradientMustNotOverlapInput(int place) =>
        CheckRefused("inputGradient", memory => _network.Backward(memory.AsSpan(0, Inputs), new T[Outputs], NewGradient(), memory.AsSpan(place, Inputs)));

    [Theory]
    [MemberData(nameof(OverlappingPlaces))]
    public void InputGradientMustNotOverlapTarget(int place) =>
        CheckRefused("inputGradient", memory => _network.Backward(new T[Inputs], memory.AsSpan(Math.Max(place, Inputs - Outputs + 1), Outputs), NewGradient(), memory.AsSpan(0, Inputs)));

    [Fact]
    public void NeighboursDoNotOverlap()
    {
        var memory = new T[(2 * Inputs) + Outputs];
        _network.Forward(memory.AsSpan(0, Inputs), memory.AsSpan(Inputs, Outputs));
        _network.Forward(memory.AsSpan(Outputs, Inputs), memory.AsSpan(0, Outputs));
        _network.Backward(memory.AsSpan(0, Inputs), memory.AsSpan(Inputs, Outputs), NewGradient(), memory.AsSpan(Inputs + Outputs, Inputs));
        Assert.NotEqual(T.Zero, memory[0]);
    }

    [Fact]
    public void GradientOfAnotherLayoutIsRefused() => CheckGradientRefused<ArgumentException>(NewForeignGradient());

    [Fact]
    public void ParametersAreNoGradient() => CheckGradientRefused<ArgumentException>(_network.Parameters);

    [Fact]
    public void NullGradientIsRefused() => CheckGradientRefused<ArgumentNullException>(null!);

    [Fact]
    public void GradientMadeFromAnEqualLayoutIsAccepted()
    {
        ParameterLayout layout = _network.Parameters.Layout;
        var copy = new ParameterLayout(new ParameterVector<T>(layout).Storage.Length, layout.Tensors.AsSpan());
        var gradient = new ParameterVector<T>(copy);

        _network.Backward(Ones(Inputs), new T[Outputs], gradient);

        Assert.Contains(Numbers.Of(gradient), value => value != T.Zero);
    }

    [Fact]
    public void NullOptimizerIsRefused()
    {
        ArgumentNullException exception = Assert.Throws<ArgumentNullException>(() => _network.TrainBatch(new T[Inputs], new T[Outputs], null!));
        Assert.Equal("optimizer", exception.ParamName);
    }

    [Fact]
    public void EmptyBatchHasNoMeanLoss()
    {
        ParameterVector<T> gradient = NewGradient();
        gradient.Storage.Fill(T.One);
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => _network.BackwardBatch([], [], gradient));
        Assert.Equal(("inputs", -1), (exception.ParamName, gradient.Storage.IndexOfAnyExcept(T.One)));
    }

    [Fact]
    public void EmptyBatchCannotTrain()
    {
        ulong[] before = Numbers.Bits<T>(_network.Parameters.Storage);
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => _network.TrainBatch([], [], new SteepestDescent<T>(T.One)));
        Assert.Equal("inputs", exception.ParamName);
        Assert.Equal(before, Numbers.Bits<T>(_network.Parameters.Storage));
    }

    [Fact]
    public void ForwardOfAnEmptyBatchWritesNothing()
    {
        var memory = new Guarded<T>(0, T.One);
        _network.ForwardBatch([], memory.Span);
        memory.CheckWalls("outputs of an empty batch");
    }

    private static string NameOf(string network) => $"{network}_{(typeof(T) == typeof(float) ? Precision.Single : Precision.Double)}";

    private static T[] Ones(int count) => [.. Enumerable.Repeat(T.One, count)];

    private static ParameterVector<T> NewForeignGradient() =>
        new(DeclaredNetworks.Find<T>(NameOf("GELU_Huber_3_4_2")).Statics.Layout);

    private static void CheckRefused(string argument, Action<T[]> call)
    {
        T[] memory = Ones(100);
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => call(memory));
        Assert.Equal(argument, exception.ParamName);
        Assert.Equal(Ones(100), memory);
    }

    private ParameterVector<T> NewGradient() => new(_network.Parameters.Layout);

    private void CheckGradientRefused<TException>(ParameterVector<T> gradient)
        where TException : ArgumentException
    {
        ulong[] parameters = Numbers.Bits<T>(_network.Parameters.Storage);
        T[] inputGradient = Ones(Inputs);
        Action[] calls =
        [
            () => _network.Backward(Ones(Inputs), Ones(Outputs), gradient),
            () => _network.Backward(Ones(Inputs), Ones(Outputs), gradient, inputGradient),
            () => _network.BackwardBatch(Ones(Inputs), Ones(Outputs), gradient),
        ];
        Assert.All(calls, call => Assert.Equal("gradient", Assert.Throws<TException>(call).ParamName));
        Assert.Equal(Ones(Inputs), inputGradient);
        Assert.Equal(parameters, Numbers.Bits<T>(_network.Parameters.Storage));
    }
}

public sealed class SingleOverlapTests : OverlapTests<float>;

public sealed class DoubleOverlapTests : OverlapTests<double>;
