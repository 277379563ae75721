using System.Runtime.CompilerServices;
using Lecture.Frame;
using NeuralGen;

namespace Lecture.Part3;

/// <summary>The gradient of two layers of the same width, as a product of Jacobians with all their zeros.</summary>
/// <remarks>The loops are optimised from the first call, since it is measured.</remarks>
internal sealed class FullJacobians(ParameterVector<double> parameters)
{
    private readonly PlainNetwork _plain = new(parameters);

    /// <summary>∂C/∂W¹ and ∂C/∂W², one after the other.</summary>
    public double[] GradientByWeights(double[] x, double[] y)
    {
        double[] a2 = _plain.Forward(x);
        double[] byA2 = [.. a2.Select((a, j) => a - y[j])];
        double[] byA1 = Times(byA2, ByInputs(2));
        return [.. Times(byA1, ByWeights(1)), .. Times(byA2, ByWeights(2))];
    }

    /// <summary>∂aˡ/∂Wˡ: a row for each neuron, a column for each weight of the layer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] ByWeights(int l)
    {
        int n = _plain.A[l].Length;
        double[] jacobian = new double[n * n * n];
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < n; k++)
            {
                jacobian[(j * n * n) + (j * n) + k] = PlainNetwork.SigmoidDerivative(_plain.Z[l][j]) * _plain.A[l - 1][k];
            }
        }

        return jacobian;
    }

    /// <summary>∂aˡ/∂aˡ⁻¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] ByInputs(int l)
    {
        int n = _plain.A[l].Length;
        double[] jacobian = new double[n * n];
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < n; k++)
            {
                jacobian[(j * n) + k] = PlainNetwork.SigmoidDerivative(_plain.Z[l][j]) * _plain.Weights[l][j, k];
            }
        }

        return jacobian;
    }

    /// <summary>A row times a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] Times(double[] row, double[] matrix)
    {
        int columns = matrix.Length / row.Length;
        double[] product = new double[columns];
        for (int j = 0; j < row.Length; j++)
        {
            for (int column = 0; column < columns; column++)
            {
                product[column] += row[j] * matrix[(j * columns) + column];
            }
        }

        return product;
    }
}
