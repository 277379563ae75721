using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Limits;

/// <summary>One neuron with weight 1 and bias 0, so that z is the input: it shows an activation at a chosen place.</summary>
internal static class Neuron
{
    /// <summary>A neuron with the mean absolute error.</summary>
    public static INeuralNetwork<T> With<T>(Activation activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of<T>($"{activation}_MeanAbsoluteError_1_1");

    /// <summary>A declared 1-1 network with weight 1 and bias 0.</summary>
    public static INeuralNetwork<T> Of<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        INeuralNetwork<T> network = DeclaredNetworks.Find<T>(ContractNetworks.NameOf<T>(name)).Create();
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
