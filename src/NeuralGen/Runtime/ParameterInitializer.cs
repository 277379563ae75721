using System.ComponentModel;
using System.Numerics;

namespace NeuralGen.Runtime;

/// <summary>
/// Draws initial parameters. Draws go through a tensor in row-major order, in double precision, so that a seed means
/// the same parameters in both precisions and under every storage order.
/// </summary>
/// <param name="seed">The seed; equal seeds give equal draws on every run and machine.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterInitializer(int seed)
{
    // A seeded System.Random keeps its algorithm across versions of .NET.
    private readonly Random _random = new(seed);

    /// <summary>Weights [out, in]: normal, variance 2/in.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="weights">The tensor to fill.</param>
    public void HeNormal<T>(TensorView<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Normal(weights, 2.0 / Inputs(weights));

    /// <summary>Weights [out, in]: uniform, variance 2/in.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="weights">The tensor to fill.</param>
    public void HeUniform<T>(TensorView<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Uniform(weights, 2.0 / Inputs(weights));

    /// <summary>Weights [out, in]: normal, variance 2/(in + out).</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="weights">The tensor to fill.</param>
    public void GlorotNormal<T>(TensorView<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Normal(weights, 2.0 / ((double)Inputs(weights) + Outputs(weights)));

    /// <summary>Weights [out, in]: uniform, variance 2/(in + out).</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="weights">The tensor to fill.</param>
    public void GlorotUniform<T>(TensorView<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Uniform(weights, 2.0 / ((double)Inputs(weights) + Outputs(weights)));

    /// <summary>Weights [out, in]: normal, variance 1/in.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="weights">The tensor to fill.</param>
    public void LeCunNormal<T>(TensorView<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Normal(weights, 1.0 / Inputs(weights));

    /// <summary>Any tensor: normal, variance 1.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="tensor">The tensor to fill.</param>
    public void StandardNormal<T>(TensorView<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Normal(tensor, 1);

    private static int Inputs<T>(TensorView<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weights.Shape[1];

    private static int Outputs<T>(TensorView<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weights.Shape[0];

    private void Normal<T>(TensorView<T> tensor, double variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double deviation = Math.Sqrt(variance);
        Fill(tensor, () =>
        {
            // Box and Muller's transform; 1 - u keeps the logarithm away from 0.
            double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
            return deviation * radius * Math.Cos(2 * Math.PI * _random.NextDouble());
        });
    }

    private void Uniform<T>(TensorView<T> tensor, double variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The variance of a uniform distribution on [-r, r] is r^2 / 3.
        double range = Math.Sqrt(3 * variance);
        Fill(tensor, () => range * ((2 * _random.NextDouble()) - 1));
    }

    private static void Fill<T>(TensorView<T> tensor, Func<double> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[tensor.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(draw());
        }

        tensor.CopyFrom(values);
    }
}
