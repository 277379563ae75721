using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Limits;

/// <summary>One neuron with weight 1 and bias 0, so that z is the input: it shows an activation at a chosen place.</summary>
internal static class Neuron
{
    /// <summary>A neuron with an activation and the mean absolute error.</summary>
    public static INeuralNetwork<T> With<T>(Activation activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision precision = typeof(T) == typeof(float) ? Precision.Single : Precision.Double;
        INeuralNetwork<T> network = DeclaredNetworks.Find<T>($"{activation}_MeanAbsoluteError_1_1_{precision}").Create();
        network.Parameters.CopyFrom([T.One, T.Zero]);
        return network;
    }

    /// <summary>f(z).</summary>
    public static T Value<T>(INeuralNetwork<T> neuron, T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] output = new T[1];
        neuron.Forward([z], output);
        return output[0];
    }

    /// <summary>f'(z), from the gradient of |a - y| with y far below a: dC/dx = f'(z).</summary>
    public static T Derivative<T>(INeuralNetwork<T> neuron, T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] derivative = new T[1];
        neuron.Backward([z], [T.CreateChecked(-1e6)], new ParameterVector<T>(neuron.Parameters.Layout), derivative);
        return derivative[0];
    }
}
