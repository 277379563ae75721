namespace NeuralGen.Tests.Runtime;

/// <summary>What holds for every optimiser.</summary>
public sealed class EveryOptimizerTests
{
    public static TheoryData<string> Names => ["Sgd", "Sgd, momentum and decay", "Adam", "Adam, AMSGrad and decay", "AdamW", "RmsProp", "RmsProp, centred, momentum and decay", "Adagrad", "ClippedGradient", "RegularizedGradient"];

    [Theory]
    [MemberData(nameof(Names))]
    public void PaddingStaysZero(string name)
    {
        // Padding inside the weights and behind the biases.
        var parameters = new ParameterVector<float>(Layouts.Transposed());
        var gradient = new ParameterVector<float>(Layouts.Transposed());
        Optimizer<float> optimizer = Create(name);
        for (int step = 0; step < 3; step++)
        {
            OptimizerProperty.Fill(gradient, new Random(step));
            optimizer.Step(parameters, gradient);
        }

        int[] padding = [2, 3, 6, 7, 10, 11, 14, 15];
        Assert.All(padding, index => Assert.Equal(0f, parameters.Storage[index]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StepsAfterTheFirstAllocateNothing(string name)
    {
        var parameters = new ParameterVector<float>(Layouts.Flat(100));
        var gradient = new ParameterVector<float>(Layouts.Flat(100));
        Optimizer<float> optimizer = Create(name);
        optimizer.Step(parameters, gradient);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100; step++)
        {
            optimizer.Step(parameters, gradient);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientOfAnotherLayoutIsNamed(string name)
    {
        Assert.Throws<ArgumentException>("gradient", () => Create(name).Step(new(Layouts.Flat(3)), new(Layouts.Flat(4))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientThatIsTheParametersIsNamed(string name)
    {
        var vector = new ParameterVector<float>(Layouts.Flat(3));

        Assert.Throws<ArgumentException>("gradient", () => Create(name).Step(vector, vector));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusedStepWritesNothing(string name)
    {
        var parameters = new ParameterVector<float>(Layouts.Flat(3));
        parameters.CopyFrom([1f, 2f, 3f]);
        var gradient = new ParameterVector<float>(Layouts.Flat(4));
        gradient.CopyFrom([1f, 1f, 1f, 1f]);

        Assert.Throws<ArgumentException>(() => Create(name).Step(parameters, gradient));

        Assert.Equal([1f, 2f, 3f], parameters.Storage);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualLayoutOfAnotherInstanceIsAccepted(string name)
    {
        Exception? exception = Record.Exception(() => Create(name).Step(new(Layouts.Transposed()), new(Layouts.Transposed())));

        Assert.Null(exception);
    }

    private static Optimizer<float> Create(string name) => name switch
    {
        "Sgd" => new Sgd<float>(0.1f),
        "Sgd, momentum and decay" => new Sgd<float>(0.1f) { Momentum = 0.9, WeightDecay = 0.01 },
        "Adam" => new Adam<float>(0.1f),
        "Adam, AMSGrad and decay" => new Adam<float>(0.1f) { AmsGrad = true, WeightDecay = 0.01 },
        "AdamW" => new AdamW<float>(0.1f),
        "RmsProp" => new RmsProp<float>(0.1f),
        "RmsProp, centred, momentum and decay" => new RmsProp<float>(0.1f) { Centered = true, Momentum = 0.9, WeightDecay = 0.01 },
        "ClippedGradient" => new ClippedGradient<float>(new Sgd<float>(0.1f)) { MaxNorm = 0.5, MaxValue = 0.5 },
        "RegularizedGradient" => new RegularizedGradient<float>(new Sgd<float>(0.1f)) { L1 = 0.1, L2 = 0.1 },
        "Adagrad" => new Adagrad<float>(0.1f) { InitialAccumulator = 0.1 },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such optimiser."),
    };
}
