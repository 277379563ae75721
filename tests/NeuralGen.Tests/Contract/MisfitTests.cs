using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>Gradients and optimisers that do not fit, and batches without samples.</summary>
[Trait("Category", "Numeric")]
public abstract class MisfitTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inputs = 17;
    private const int Outputs = 9;

    private readonly INeuralNetwork<T> _network = ContractNetworks.OddSizes<T>().Create();

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

    private static T[] Ones(int count) => [.. Enumerable.Repeat(T.One, count)];

    private static ParameterVector<T> NewForeignGradient() =>
        new(DeclaredNetworks.Find<T>(Activation.GELU, 3, 4, 2).Statics.Layout);

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

public sealed class SingleMisfitTests : MisfitTests<float>;

public sealed class DoubleMisfitTests : MisfitTests<double>;
