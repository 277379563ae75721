using System.Numerics;

namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>The trace against the four equations, and against the kernels.</summary>
[Trait("Category", "Numeric")]
public class TraceTests
{
    public static TheoryData<string> Single => new(Subjects.Single);

    public static TheoryData<string> Double => new(Subjects.Double);

    [Theory]
    [MemberData(nameof(Single))]
    public void Loss_and_gradient_are_those_of_the_kernels_in_single_precision(string name) => CheckAgainstKernels(Subjects.OfSingle(name));

    [Theory]
    [MemberData(nameof(Double))]
    public void Loss_and_gradient_are_those_of_the_kernels_in_double_precision(string name) => CheckAgainstKernels(Subjects.OfDouble(name));

    [Theory]
    [MemberData(nameof(Single))]
    public void Equations_hold_in_single_precision(string name) => CheckEquations(Subjects.OfSingle(name));

    [Theory]
    [MemberData(nameof(Double))]
    public void Equations_hold_in_double_precision(string name) => CheckEquations(Subjects.OfDouble(name));

    [Theory]
    [MemberData(nameof(Double))]
    public void Errors_are_the_slopes_of_the_loss_by_z(string name)
    {
        // dC/dz^l_j is what a nudge of the bias b^l_j does to the loss.
        const double Step = 1e-6;
        Subject<double> subject = Subjects.OfDouble(name);
        subject.Trace(subject.Input, subject.Target, new ParameterVector<double>(subject.Layout));
        for (int l = 1; l <= subject.Layers; l++)
        {
            if (subject.Layout.Tensors.All(tensor => tensor.Name != $"dense{l}.bias"))
            {
                continue;
            }

            double[] delta = subject.Traced("Delta", l);
            TensorView<double> bias = subject.Network.Parameters[$"dense{l}.bias"];
            for (int j = 0; j < delta.Length; j++)
            {
                double before = bias[j];
                bias[j] = before + Step;
                double above = subject.Network.ComputeLoss(subject.Input, subject.Target);
                bias[j] = before - Step;
                double below = subject.Network.ComputeLoss(subject.Input, subject.Target);
                bias[j] = before;
                Near.Check<double>([(above - below) / (2 * Step)], [delta[j]], 1e-8, $"delta^{l}_{j}");
            }
        }
    }

    [Fact]
    public void Binary_cross_entropy_is_finite_for_any_z()
    {
        var network = new Labels();
        network.Parameters["dense2.bias"].CopyFrom([1e30f, -1e30f, 200]);
        var gradient = new ParameterVector<float>(Labels.Layout);
        var trace = new Labels.Trace();
        float loss = network.Backward(new float[8], [0, 1, 1], gradient, trace);
        Assert.True(float.IsFinite(loss) && loss > 1e29f);
        Near.Check([1f / 3, -1f / 3, 0], trace.Delta2, "delta^2");
    }

    [Fact]
    public void Trace_can_be_filled_again()
    {
        Subject<double> subject = Subjects.OfDouble(nameof(Spreading));
        var gradient = new ParameterVector<double>(subject.Layout);
        subject.Trace(subject.Input, subject.Target, gradient);
        double[] first = subject.Traced("Delta", 1);
        subject.Trace(new double[3], new double[12], gradient);
        Assert.NotEqual(first, subject.Traced("Delta", 1));
        subject.Trace(subject.Input, subject.Target, gradient);
        Assert.Equal(first, subject.Traced("Delta", 1));
    }

    private static void CheckAgainstKernels<T>(Subject<T> subject)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = new ParameterVector<T>(subject.Layout);
        var actual = new ParameterVector<T>(subject.Layout);
        T expectedLoss = subject.Network.Backward(subject.Input, subject.Target, expected);
        T actualLoss = subject.Trace(subject.Input, subject.Target, actual);
        Near.Check<T>([expectedLoss], [actualLoss], "the loss");
        Near.Check<T>(expected.Storage, actual.Storage, "the gradient");
        Near.Check<T>(subject.Output(), subject.Traced("A", subject.Layers), "the output");
    }

    /// <summary>Each equation from the vectors of the trace, the parameters and the network's own methods alone.</summary>
    private static void CheckEquations<T>(Subject<T> subject)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gradient = new ParameterVector<T>(subject.Layout);
        subject.Trace(subject.Input, subject.Target, gradient);
        Assert.Equal(subject.Input, subject.Traced("A", 0));
        for (int l = 1; l <= subject.Layers; l++)
        {
            TensorView<T> weights = subject.Network.Parameters[$"dense{l}.weight"];
            bool hasBias = subject.Layout.Tensors.Any(tensor => tensor.Name == $"dense{l}.bias");
            T[] before = subject.Traced("A", l - 1);
            T[] z = subject.Traced("Z", l);
            T[] delta = subject.Traced("Delta", l);

            // z^l = W^l a^(l-1) + b^l
            for (int j = 0; j < z.Length; j++)
            {
                T sum = hasBias ? subject.Network.Parameters[$"dense{l}.bias"][j] : T.Zero;
                for (int k = 0; k < before.Length; k++)
                {
                    sum += weights[j, k] * before[k];
                }

                Near.Check<T>([sum], [z[j]], $"z^{l}_{j}");
            }

            // (BP3) and (BP4)
            TensorView<T> weightGradient = gradient[$"dense{l}.weight"];
            for (int j = 0; j < delta.Length; j++)
            {
                if (hasBias)
                {
                    Assert.Equal(delta[j], gradient[$"dense{l}.bias"][j]);
                }

                for (int k = 0; k < before.Length; k++)
                {
                    Assert.Equal(delta[j] * before[k], weightGradient[j, k]);
                }
            }

            if (l > 1)
            {
                CheckErrorOfHiddenLayer(subject, l - 1, weights, delta);
            }
        }

        CheckErrorOfOutputLayer(subject);
    }

    /// <summary>(BP1) the other way round: v^T J of the first layer from dC/da^L is dC/dx, which also the kernels compute.</summary>
    private static void CheckErrorOfOutputLayer<T>(Subject<T> subject)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = new T[subject.Input.Length];
        subject.Network.Backward(subject.Input, subject.Target, new ParameterVector<T>(subject.Layout), expected);
        var actual = new T[subject.Input.Length];
        T[] delta = subject.Traced("Delta", 1);
        TensorView<T> weights = subject.Network.Parameters["dense1.weight"];
        for (int k = 0; k < actual.Length; k++)
        {
            for (int j = 0; j < delta.Length; j++)
            {
                actual[k] += weights[j, k] * delta[j];
            }
        }

        Near.Check<T>(expected, actual, "dC/dx");
    }

    /// <summary>(BP2) with f'(z) from a central difference of the reference functions.</summary>
    private static void CheckErrorOfHiddenLayer<T>(Subject<T> subject, int l, TensorView<T> weights, T[] deltaOfNext)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = subject.Traced("Z", l);
        T[] actual = subject.Traced("Delta", l);
        var gradient = new double[z.Length];
        for (int k = 0; k < gradient.Length; k++)
        {
            for (int j = 0; j < deltaOfNext.Length; j++)
            {
                gradient[k] += double.CreateChecked(weights[j, k] * deltaOfNext[j]);
            }
        }

        double[] expected = References.TimesJacobian(References.ActivationOf(subject.Network, l), Array.ConvertAll(z, double.CreateChecked), gradient);
        Near.Check<double>(expected, Array.ConvertAll(actual, double.CreateChecked), Math.Max(1e-8, Near.Tolerance<T>()), $"delta^{l}");
    }
}
