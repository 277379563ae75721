using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part4;

/// <summary>The network of part IV with one sample gone through it and back, and everything on the way written down.</summary>
internal sealed class TracedExample
{
    /// <summary>Runs the sample.</summary>
    public TracedExample()
    {
        (X, Y) = Examples.ThreeLayersSample;
        Cost = Network.Backward(X, Y, Gradient);
        TracedCost = Network.Backward(X, Y, TracedGradient, Trace);
    }

    /// <summary>The network, of 3 inputs and 4, 3 and 2 neurons.</summary>
    public ThreeLayers Network { get; } = Examples.ThreeLayers();

    /// <summary>The sample.</summary>
    public double[] X { get; }

    /// <summary>What the network should answer.</summary>
    public double[] Y { get; }

    /// <summary>The cost, from the code that trains.</summary>
    public double Cost { get; }

    /// <summary>∂C/∂Wˡ and ∂C/∂bˡ of all layers, from the code that trains.</summary>
    public ParameterVector<double> Gradient { get; } = new(ThreeLayers.Layout);

    /// <summary>The cost, from the code that fills the trace.</summary>
    public double TracedCost { get; }

    /// <summary>∂C/∂Wˡ and ∂C/∂bˡ of all layers, from the code that fills the trace.</summary>
    public ParameterVector<double> TracedGradient { get; } = new(ThreeLayers.Layout);

    /// <summary>aˡ, zˡ and δˡ of all layers.</summary>
    public ThreeLayers.Trace Trace { get; } = new();

    /// <summary>A tensor of the gradient, row by row.</summary>
    public double[] GradientOf(string tensor)
    {
        double[] numbers = new double[Gradient[tensor].Count];
        Gradient[tensor].CopyTo(numbers);
        return numbers;
    }

    /// <summary>All numbers of a gradient.</summary>
    public static double[] Whole(ParameterVector<double> gradient)
    {
        double[] numbers = new double[gradient.Count];
        gradient.CopyTo(numbers);
        return numbers;
    }

    /// <summary>The cost if the weighted input of one node were a little larger, as a bias makes it.</summary>
    public double CostWith(int layer, int node, double dz)
    {
        var plain = new PlainNetwork(Network.Parameters);
        plain.Biases[layer][node] += dz;
        plain.Forward(X);
        return plain.Cost(Y);
    }

    /// <summary>∂C/∂zˡⱼ for the nodes of a layer, by central differences.</summary>
    public double[] ErrorsByDifferences(int layer, int nodes) =>
        [.. Enumerable.Range(0, nodes).Select(j => CentralDifferences.Derivative(dz => CostWith(layer, j, dz), 0))];
}
