namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>What the new methods share with the others: no allocation, any number of threads, and arguments that are checked first.</summary>
[Collection(AllocationCollection.Name)]
[Trait("Category", "Numeric")]
public class ContractTests
{
    private static readonly Classifier Net = new();

    private readonly float[] _input = new float[40];
    private readonly float[] _target = new float[10];
    private readonly float[] _jacobian = new float[400];
    private readonly ParameterVector<float> _gradient = new(Classifier.Layout);
    private readonly Classifier.Trace _trace = new();

    [Fact]
    public void Nothing_is_allocated()
    {
        CheckNoAllocation(() => Net.Backward(_input, _target, _gradient, _trace));
        CheckNoAllocation(() => Net.Jacobian(_input, _jacobian));
        CheckNoAllocation(() => Net.JacobianVectorProduct(_input, _jacobian.AsSpan(0, 40), _target));
        CheckNoAllocation(() => Net.VectorJacobianProduct(_input, _target, _jacobian.AsSpan(0, 40)));
    }

    [Fact]
    public void Threads_do_not_meet()
    {
        Subject<double> subject = Subjects.OfDouble(nameof(Spreading));
        var expected = new double[3 * 12];
        subject.Jacobian(subject.Input, expected);
        Parallel.For(0, 100, _ =>
        {
            var jacobian = new double[3 * 12];
            subject.Jacobian(subject.Input, jacobian);
            Assert.Equal(expected, jacobian);
        });
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Refuses("input", () => Net.Backward(new float[39], _target, _gradient, _trace));
        Refuses("target", () => Net.Backward(_input, new float[11], _gradient, _trace));
        Refuses("gradient", () => Net.Backward(_input, _target, new ParameterVector<float>(Labels.Layout), _trace));
        Refuses("input", () => Net.Jacobian(new float[41], _jacobian));
        Refuses("jacobian", () => Net.Jacobian(_input, new float[399]));
        Refuses("input", () => Net.JacobianVectorProduct(_target, _input, _target));
        Refuses("vector", () => Net.JacobianVectorProduct(_input, _target, new float[10]));
        Refuses("product", () => Net.JacobianVectorProduct(_input, _input, new float[40]));
        Refuses("input", () => Net.VectorJacobianProduct(_target, _target, new float[40]));
        Refuses("vector", () => Net.VectorJacobianProduct(_input, _input, new float[40]));
        Refuses("product", () => Net.VectorJacobianProduct(_input, _target, new float[10]));
    }

    [Fact]
    public void Overlaps_are_refused()
    {
        float[] shared = new float[450];
        Refuses("jacobian", () => Net.Jacobian(shared.AsSpan(399, 40), shared.AsSpan(0, 400)));
        Refuses("product", () => Net.JacobianVectorProduct(shared.AsSpan(0, 40), _input, shared.AsSpan(39, 10)));
        Refuses("product", () => Net.JacobianVectorProduct(_input, shared.AsSpan(0, 40), shared.AsSpan(39, 10)));
        Refuses("product", () => Net.VectorJacobianProduct(shared.AsSpan(0, 40), _target, shared.AsSpan(1, 40)));
        Refuses("product", () => Net.VectorJacobianProduct(_input, shared.AsSpan(0, 10), shared.AsSpan(1, 40)));
        Refuses("gradient", () => Net.Backward(_gradient.Storage[..40], _target, _gradient, _trace));
        Refuses("gradient", () => Net.Backward(_input, _target, Net.Parameters, _trace));
        Refuses("trace", () => Net.Backward(_trace.A0, _target, _gradient, _trace));
        Refuses("trace", () => Net.Backward(_input, _trace.A2, _gradient, _trace));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Equal("trace", Assert.Throws<ArgumentNullException>(() => Net.Backward(_input, _target, _gradient, trace: null!)).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentNullException>(() => Net.Backward(_input, _target, null!, _trace)).ParamName);
    }

    private static void Refuses(string argument, Action call) => Assert.Equal(argument, Assert.Throws<ArgumentException>(call).ParamName);

    /// <summary>The runtime may itself allocate when it replaces a method by a faster one; a call that allocates does so every time.</summary>
    private static void CheckNoAllocation(Action call)
    {
        call();
        long allocated = long.MaxValue;
        for (int round = 0; round < 3 && allocated != 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++)
            {
                call();
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}

/// <summary>Counting bytes needs the process to itself.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AllocationCollection
{
    public const string Name = "Allocations";
}
