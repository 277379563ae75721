using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace NeuralGen.Mathematics.Tests.Inspection;

internal delegate T TracingBackward<T, TTrace>(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ParameterVector<T> gradient, TTrace trace)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

internal delegate void JacobianMethod<T>(ReadOnlySpan<T> input, Span<T> jacobian);

internal delegate void ProductMethod<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> vector, Span<T> product);

internal delegate ReadOnlySpan<T> TracedVector<T>();

/// <summary>A network behind which tests need not know the class, with a sample to try it on.</summary>
internal abstract class Subject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required INeuralNetwork<T> Network { get; init; }

    public required ParameterLayout Layout { get; init; }

    public required T[] Input { get; init; }

    public required T[] Target { get; init; }

    public required JacobianMethod<T> Jacobian { get; init; }

    public required ProductMethod<T> JacobianVectorProduct { get; init; }

    public required ProductMethod<T> VectorJacobianProduct { get; init; }

    public int Layers => Layout.Tensors.Count(tensor => tensor.Name.EndsWith(".weight", StringComparison.Ordinal));

    /// <summary>Fills the trace and the gradient; returns the loss.</summary>
    public abstract T Trace(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ParameterVector<T> gradient);

    /// <summary>A vector of the trace, such as A0 or Delta2.</summary>
    public abstract T[] Traced(string name, int layer);

    public T[] Output()
    {
        var output = new T[Target.Length];
        Network.Forward(Input, output);
        return output;
    }
}

/// <summary>A network with its own type of trace.</summary>
internal sealed class Subject<T, TTrace>(TracingBackward<T, TTrace> backward) : Subject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTrace : class, new()
{
    private readonly TTrace _trace = new();

    public override T Trace(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ParameterVector<T> gradient) => backward(input, target, gradient, _trace);

    public override T[] Traced(string name, int layer)
    {
        MethodInfo getter = typeof(TTrace).GetProperty(name + layer.ToString(CultureInfo.InvariantCulture))!.GetMethod!;
        return getter.CreateDelegate<TracedVector<T>>(_trace)().ToArray();
    }
}
