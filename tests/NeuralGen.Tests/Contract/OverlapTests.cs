using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>Outputs that share memory with inputs.</summary>
[Trait("Category", "Numeric")]
public abstract class OverlapTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inputs = 17;
    private const int Outputs = 9;

    private readonly INeuralNetwork<T> _network = ContractNetworks.OddSizes<T>().Create();

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
        T[] memory = Ones((2 * Inputs) + Outputs);
        Exception? exception = Record.Exception(() =>
        {
            _network.Forward(memory.AsSpan(0, Inputs), memory.AsSpan(Inputs, Outputs));
            _network.Forward(memory.AsSpan(Outputs, Inputs), memory.AsSpan(0, Outputs));
            _network.Backward(memory.AsSpan(0, Inputs), memory.AsSpan(Inputs, Outputs), NewGradient(), memory.AsSpan(Inputs + Outputs, Inputs));
        });
        Assert.Null(exception);
    }

    private static T[] Ones(int count) => [.. Enumerable.Repeat(T.One, count)];

    private static void CheckRefused(string argument, Action<T[]> call)
    {
        T[] memory = Ones(100);
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => call(memory));
        Assert.Equal(argument, exception.ParamName);
        Assert.Equal(Ones(100), memory);
    }

    private ParameterVector<T> NewGradient() => new(_network.Parameters.Layout);
}

public sealed class SingleOverlapTests : OverlapTests<float>;

public sealed class DoubleOverlapTests : OverlapTests<double>;
