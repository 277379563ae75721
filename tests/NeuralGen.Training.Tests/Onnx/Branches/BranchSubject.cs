using System.Numerics;

namespace NeuralGen.Training.Tests.Onnx.Branches;

internal delegate void JacobianMethod<T>(ReadOnlySpan<T> input, Span<T> jacobian);

internal delegate void ProductMethod<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> vector, Span<T> product);

internal delegate T TraceMethod<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ParameterVector<T> gradient, out T[] output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A network from a file, and the same model in double precision.</summary>
internal sealed class BranchSubject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Step = 1e-5;

    public required INeuralNetwork<T> Network { get; init; }

    public required OnnxGraph Model { get; init; }

    /// <summary>For each tensor of the network, in order, the model's constant.</summary>
    public required (string Tensor, string Constant)[] Tensors { get; init; }

    public required Func<double[], double[], double> Loss { get; init; }

    public required JacobianMethod<T> Jacobian { get; init; }

    public required ProductMethod<T> JacobianVectorProduct { get; init; }

    public required ProductMethod<T> VectorJacobianProduct { get; init; }

    public required TraceMethod<T> Trace { get; init; }

    public int Inputs => Model.Inputs;

    public int Outputs => Reference(new double[Inputs]).Length;

    /// <summary>How far numbers of this precision may be from the reference, relative and below 1 absolute.</summary>
    private static double Tolerance => typeof(T) == typeof(float) ? 1e-5 : 1e-8;

    private Dictionary<string, double[]> Constants => Model.Constants.ToDictionary(pair => pair.Key, pair => pair.Value.Numbers);

    /// <summary>Numbers of the precision, the same on every run.</summary>
    public static T[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))];
    }

    public double[] Reference(double[] sample) => Model.Run(sample, Constants);

    public double ReferenceLoss(double[] sample, double[] target) => Loss(Reference(sample), target);

    /// <summary>dC/d(tensor) by central differences, all tensors in order, each row by row as the network has it.</summary>
    public double[] ReferenceGradient(double[] sample, double[] target)
    {
        Dictionary<string, double[]> constants = Constants;
        var gradient = new List<double>();
        foreach ((_, string constant) in Tensors)
        {
            long[] shape = Model.Constants[constant].Shape;
            double[] numbers = [.. constants[constant]];
            constants[constant] = numbers;
            double[] slopes = [.. Enumerable.Range(0, numbers.Length).Select(i => Slope(numbers, i, () => Loss(Model.Run(sample, constants), target)))];

            // The file has weights as [in, out].
            gradient.AddRange(shape.Length == 1 ? slopes
                : Enumerable.Range(0, (int)shape[1]).SelectMany(j => Enumerable.Range(0, (int)shape[0]).Select(i => slopes[(i * shape[1]) + j])));
        }

        return [.. gradient];
    }

    public double[] ReferenceInputGradient(double[] sample, double[] target)
    {
        double[] changed = [.. sample];
        return [.. Enumerable.Range(0, sample.Length).Select(i => Slope(changed, i, () => ReferenceLoss(changed, target)))];
    }

    /// <summary>da/dx, row-major [outputs, inputs].</summary>
    public double[] ReferenceJacobian(double[] sample)
    {
        double[] changed = [.. sample];
        return [.. Enumerable.Range(0, Outputs).SelectMany(output => Enumerable.Range(0, Inputs).Select(i => Slope(changed, i, () => Reference(changed)[output])))];
    }

    /// <summary>Numbers near those expected.</summary>
    public void Near(IReadOnlyList<double> expected, ReadOnlySpan<T> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Length);
        for (int i = 0; i < expected.Count; i++)
        {
            double number = double.CreateChecked(actual[i]);
            Assert.True(
                Math.Abs(expected[i] - number) <= Tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"{what}: number {i} is {number:R} instead of {expected[i]:R}.");
        }
    }

    public static double[] Widened(ReadOnlySpan<T> numbers) => Array.ConvertAll(numbers.ToArray(), double.CreateChecked);

    private static double Slope(double[] numbers, int i, Func<double> function)
    {
        double before = numbers[i];
        numbers[i] = before + Step;
        double above = function();
        numbers[i] = before - Step;
        double below = function();
        numbers[i] = before;
        return (above - below) / (2 * Step);
    }
}
