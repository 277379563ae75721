using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen.Training.Tests.Onnx.Branches;

/// <summary>Imported networks that are no chains, through the real build, against the model in double precision and central differences.</summary>
[Trait("Category", "Numeric")]
public class BranchTests
{
    private const int Samples = 37;

    public static TheoryData<string> Names => new("residual", "gates", "likelihood", "softmaxes");

    [Theory]
    [MemberData(nameof(Names))]
    public void Checked_in_model_is_the_one_of_the_code(string name)
    {
        string folder = Path.Combine(Folder(), "..", "Models");
        byte[] expected = BranchModels.Files.Single(model => model.File == name + ".onnx").Graph.ToBytes();
        string path = Path.Combine(folder, name + ".onnx");
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(expected))
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".received.onnx"), expected);
            Assert.Fail($"The model differs from the code of this test; {name}.received.onnx is what the code makes.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tensors_are_the_constants_of_the_model(string name) => Run(name, new TensorCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_computes_the_model(string name) => Run(name, new ForwardCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradients_are_those_of_the_model(string name) => Run(name, new GradientCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Batch_has_the_mean_of_the_samples(string name) => Run(name, new BatchCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_change_no_bit_of_a_batch(string name) => Run(name, new ThreadCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_of_gradient_descent_goes_along_the_gradient(string name) => Run(name, new TrainingCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Jacobian_and_products_with_it_are_those_of_the_model(string name) => Run(name, new JacobianCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Trace_agrees_with_the_kernels(string name) => Run(name, new TraceCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name) => Run(name, new AllocationCheck());

    /// <summary>There is no distribution from which slopes and bounds could be drawn.</summary>
    [Fact]
    public void Drawing_weights_anew_leaves_the_parameters_of_functions_as_in_the_model()
    {
        var network = new Gates();
        double weight = network.Dense1.Weights[0, 0];
        double slope = network.Function2Parameter1[3];
        network.Function2Parameter1[3] = 7;
        network.Initialize(5);
        Assert.Equal(slope, network.Function2Parameter1[3]);
        Assert.Equal(0, network.Dense1.Biases[0]);
        Assert.NotEqual(weight, network.Dense1.Weights[0, 0]);
    }

    private static void Run(string name, IBranchCheck check)
    {
        switch (name)
        {
            case "residual":
                check.Run(OfResidual());
                break;
            case "gates":
                check.Run(OfGates());
                break;
            case "likelihood":
                check.Run(OfLikelihood());
                break;
            default:
                check.Run(OfSoftmaxes());
                break;
        }
    }

    private static BranchSubject<float> OfResidual()
    {
        var network = new Residual();
        return new BranchSubject<float>
        {
            Network = network,
            Model = BranchModels.Residual,
            Tensors = [("dense1.weight", "w1"), ("dense1.bias", "b1"), ("dense2.weight", "w2"), ("dense2.bias", "b2"), ("dense3.weight", "w3"), ("dense3.bias", "b3")],
            Loss = (a, y) => a.Zip(y, (a, y) => (a - y) * (a - y)).Average(),
            Jacobian = network.Jacobian,
            JacobianVectorProduct = network.JacobianVectorProduct,
            VectorJacobianProduct = network.VectorJacobianProduct,
            Trace = (ReadOnlySpan<float> input, ReadOnlySpan<float> target, ParameterVector<float> gradient, out float[] output) =>
            {
                var trace = new Residual.Trace();
                float loss = network.Backward(input, target, gradient, trace);
                output = trace.A6.ToArray();
                return loss;
            },
        };
    }

    private static BranchSubject<double> OfGates()
    {
        var network = new Gates();
        return new BranchSubject<double>
        {
            Network = network,
            Model = BranchModels.Gates,
            Tensors =
            [
                ("function1.parameter1", "mean"), ("function1.parameter2", "scale"), ("dense1.weight", "wg"), ("dense1.bias", "bg"),
                ("dense2.weight", "wt"), ("dense2.bias", "bt"), ("function2.parameter1", "slope"), ("function4.parameter1", "low"),
                ("function4.parameter2", "high"), ("dense3.weight", "wy"),
            ],
            Loss = (a, y) => a.Zip(y, (a, y) => (a - y) * (a - y)).Sum() / 2,
            Jacobian = network.Jacobian,
            JacobianVectorProduct = network.JacobianVectorProduct,
            VectorJacobianProduct = network.VectorJacobianProduct,
            Trace = (ReadOnlySpan<double> input, ReadOnlySpan<double> target, ParameterVector<double> gradient, out double[] output) =>
            {
                var trace = new Gates.Trace();
                double loss = network.Backward(input, target, gradient, trace);
                output = trace.A7.ToArray();
                return loss;
            },
        };
    }

    private static BranchSubject<float> OfLikelihood()
    {
        var network = new Likelihood();
        return new BranchSubject<float>
        {
            Network = network,
            Model = BranchModels.Likelihood,
            Tensors = [("dense1.weight", "w1"), ("dense1.bias", "b1"), ("dense2.weight", "w2")],
            Loss = (a, y) => -a.Zip(y, (a, y) => a * y).Sum(),
            Jacobian = network.Jacobian,
            JacobianVectorProduct = network.JacobianVectorProduct,
            VectorJacobianProduct = network.VectorJacobianProduct,
            Trace = (ReadOnlySpan<float> input, ReadOnlySpan<float> target, ParameterVector<float> gradient, out float[] output) =>
            {
                var trace = new Likelihood.Trace();
                float loss = network.Backward(input, target, gradient, trace);
                output = trace.A3.ToArray();
                return loss;
            },
        };
    }

    private static BranchSubject<float> OfSoftmaxes()
    {
        var network = new Softmaxes();
        return new BranchSubject<float>
        {
            Network = network,
            Model = BranchModels.Softmaxes,
            Tensors = [("dense1.weight", "w1"), ("dense2.weight", "w2"), ("dense2.bias", "b2")],
            Loss = (a, y) => a.Zip(y, (a, y) => (a - y) * (a - y)).Sum() / 2,
            Jacobian = network.Jacobian,
            JacobianVectorProduct = network.JacobianVectorProduct,
            VectorJacobianProduct = network.VectorJacobianProduct,
            Trace = (ReadOnlySpan<float> input, ReadOnlySpan<float> target, ParameterVector<float> gradient, out float[] output) =>
            {
                var trace = new Softmaxes.Trace();
                float loss = network.Backward(input, target, gradient, trace);
                output = trace.A7.ToArray();
                return loss;
            },
        };
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private interface IBranchCheck
    {
        void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    private sealed class TensorCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ParameterVector<T> parameters = subject.Network.Parameters;
            Assert.Equal(subject.Tensors.Select(pair => pair.Tensor), parameters.Layout.Tensors.Select(tensor => tensor.Name));
            foreach ((string tensor, string constant) in subject.Tensors)
            {
                (long[] shape, double[] numbers) = subject.Model.Constants[constant];
                for (int i = 0; i < numbers.Length; i++)
                {
                    // The file has weights as [in, out], the network as [out, in].
                    T number = shape.Length == 1 ? parameters[tensor][i] : parameters[tensor][i % (int)shape[1], i / (int)shape[1]];
                    Assert.Equal(numbers[i], double.CreateChecked(number));
                }
            }
        }
    }

    private sealed class ForwardCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] inputs = BranchSubject<T>.Numbers(Samples * subject.Inputs, seed: 1);
            T[] outputs = new T[Samples * subject.Outputs];
            T[] output = new T[subject.Outputs];
            subject.Network.ForwardBatch(inputs, outputs);
            for (int sample = 0; sample < Samples; sample++)
            {
                ReadOnlySpan<T> input = inputs.AsSpan(sample * subject.Inputs, subject.Inputs);
                double[] expected = subject.Reference(BranchSubject<T>.Widened(input));
                subject.Network.Forward(input, output);
                subject.Near(expected, output, "a sample");
                subject.Near(expected, outputs.AsSpan(sample * output.Length, output.Length), "a sample of a batch");
            }
        }
    }

    private sealed class GradientCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (T[] input, T[] target) = (BranchSubject<T>.Numbers(subject.Inputs, seed: 2), BranchSubject<T>.Numbers(subject.Outputs, seed: 3));
            (double[] x, double[] y) = (BranchSubject<T>.Widened(input), BranchSubject<T>.Widened(target));
            var gradient = new ParameterVector<T>(subject.Network.Parameters.Layout);
            T[] inputGradient = new T[subject.Inputs];
            double[] expected = subject.ReferenceGradient(x, y);
            double loss = subject.ReferenceLoss(x, y);

            subject.Near([loss], [subject.Network.ComputeLoss(input, target)], "the loss");
            subject.Near([loss], [subject.Network.Backward(input, target, gradient)], "the loss of Backward");
            subject.Near(expected, Values(gradient), "the gradient");
            gradient.Clear();
            subject.Near([loss], [subject.Network.Backward(input, target, gradient, inputGradient)], "the loss of Backward to the input");
            subject.Near(expected, Values(gradient), "the gradient of Backward to the input");
            subject.Near(subject.ReferenceInputGradient(x, y), inputGradient, "the input's gradient");
        }
    }

    private sealed class BatchCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (T[] inputs, T[] targets) = Batch(subject);
            var gradient = new ParameterVector<T>(subject.Network.Parameters.Layout);
            double[] mean = new double[gradient.Count];
            double loss = 0;
            for (int sample = 0; sample < Samples; sample++)
            {
                loss += double.CreateChecked(subject.Network.Backward(
                    inputs.AsSpan(sample * subject.Inputs, subject.Inputs), targets.AsSpan(sample * subject.Outputs, subject.Outputs), gradient)) / Samples;
                mean = [.. mean.Zip(Values(gradient), (sum, number) => sum + (double.CreateChecked(number) / Samples))];
            }

            gradient.Clear();
            subject.Near([loss], [subject.Network.BackwardBatch(inputs, targets, gradient)], "the loss");
            subject.Near(mean, Values(gradient), "the gradient");
        }
    }

    private sealed class ThreadCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const int Many = 2000;
            T[] inputs = BranchSubject<T>.Numbers(Many * subject.Inputs, seed: 11);
            T[] targets = BranchSubject<T>.Numbers(Many * subject.Outputs, seed: 12);
            var alone = new ParameterVector<T>(subject.Network.Parameters.Layout);
            var shared = new ParameterVector<T>(subject.Network.Parameters.Layout);
            T loss = subject.Network.BackwardBatch(inputs, targets, alone, threads: 1);
            Assert.Equal(loss, subject.Network.BackwardBatch(inputs, targets, shared, threads: 3));
            Assert.Equal(Values(alone), Values(shared));
        }
    }

    private sealed class TrainingCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const double Rate = 0.25;
            (T[] inputs, T[] targets) = Batch(subject);
            var gradient = new ParameterVector<T>(subject.Network.Parameters.Layout);
            T loss = subject.Network.BackwardBatch(inputs, targets, gradient);
            double[] expected = [.. Values(subject.Network.Parameters).Zip(Values(gradient), (number, slope) => double.CreateChecked(number) - (Rate * double.CreateChecked(slope)))];

            subject.Near([double.CreateChecked(loss)], [subject.Network.TrainBatch(inputs, targets, new Sgd<T>(T.CreateChecked(Rate)))], "the loss");
            subject.Near(expected, Values(subject.Network.Parameters), "the parameters");
        }
    }

    private sealed class JacobianCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] input = BranchSubject<T>.Numbers(subject.Inputs, seed: 4);
            double[] expected = subject.ReferenceJacobian(BranchSubject<T>.Widened(input));
            T[] jacobian = new T[expected.Length];
            subject.Jacobian(input, jacobian);
            subject.Near(expected, jacobian, "the Jacobian");

            T[] change = BranchSubject<T>.Numbers(subject.Inputs, seed: 5);
            T[] product = new T[subject.Outputs];
            subject.JacobianVectorProduct(input, change, product);
            subject.Near(
                [.. expected.Chunk(subject.Inputs).Select(row => row.Zip(change, (slope, number) => slope * double.CreateChecked(number)).Sum())], product, "J v");

            T[] vector = BranchSubject<T>.Numbers(subject.Outputs, seed: 6);
            T[] transposed = new T[subject.Inputs];
            subject.VectorJacobianProduct(input, vector, transposed);
            double[] sums = [.. Enumerable.Range(0, subject.Inputs).Select(i =>
                vector.Select((number, output) => expected[(output * subject.Inputs) + i] * double.CreateChecked(number)).Sum())];
            subject.Near(sums, transposed, "v^T J");
        }
    }

    private sealed class TraceCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (T[] input, T[] target) = (BranchSubject<T>.Numbers(subject.Inputs, seed: 7), BranchSubject<T>.Numbers(subject.Outputs, seed: 8));
            var expected = new ParameterVector<T>(subject.Network.Parameters.Layout);
            var gradient = new ParameterVector<T>(subject.Network.Parameters.Layout);
            T loss = subject.Network.Backward(input, target, expected);

            subject.Near([double.CreateChecked(loss)], [subject.Trace(input, target, gradient, out T[] output)], "the loss");
            subject.Near(BranchSubject<T>.Widened(Values(expected)), Values(gradient), "the gradient");
            subject.Near(subject.Reference(BranchSubject<T>.Widened(input)), output, "the output");
        }
    }

    private sealed class AllocationCheck : IBranchCheck
    {
        public void Run<T>(BranchSubject<T> subject)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (T[] inputs, T[] targets) = Batch(subject);
            T[] outputs = new T[targets.Length];
            T[] inputGradient = new T[subject.Inputs];
            var gradient = new ParameterVector<T>(subject.Network.Parameters.Layout);
            var descent = new Sgd<T>(T.CreateChecked(0.001));
            INeuralNetwork<T> network = subject.Network;
            (int inputSize, int outputSize) = (subject.Inputs, subject.Outputs);
            Everything();
            Everything();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Everything();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            void Everything()
            {
                network.Forward(inputs.AsSpan(0, inputSize), outputs.AsSpan(0, outputSize));
                network.ForwardBatch(inputs, outputs);
                network.Backward(inputs.AsSpan(0, inputSize), targets.AsSpan(0, outputSize), gradient, inputGradient);
                network.BackwardBatch(inputs, targets, gradient);
                network.TrainBatch(inputs, targets, descent);
            }
        }
    }

    private static (T[] Inputs, T[] Targets) Batch<T>(BranchSubject<T> subject)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (BranchSubject<T>.Numbers(Samples * subject.Inputs, seed: 9), BranchSubject<T>.Numbers(Samples * subject.Outputs, seed: 10));

    private static T[] Values<T>(ParameterVector<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[parameters.Count];
        parameters.CopyTo(values);
        return values;
    }
}
