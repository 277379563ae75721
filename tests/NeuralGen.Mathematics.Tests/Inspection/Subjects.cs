using System.Numerics;

namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>The networks that are inspected, each with parameters and a sample drawn at random.</summary>
internal static class Subjects
{
    public static readonly string[] Single = [nameof(Classifier), nameof(Bottleneck), nameof(Labels)];

    public static readonly string[] Double = [nameof(Spreading), nameof(SoftmaxTwice), nameof(Linear), nameof(Deep), nameof(SoftmaxAlone), nameof(RobustFit)];

    public static Subject<float> OfSingle(string name) => name switch
    {
        nameof(Classifier) => Classifier(),
        nameof(Bottleneck) => Bottleneck(),
        nameof(Labels) => Labels(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static Subject<double> OfDouble(string name) => name switch
    {
        nameof(Spreading) => Spreading(),
        nameof(SoftmaxTwice) => SoftmaxTwice(),
        nameof(Linear) => Linear(),
        nameof(Deep) => Deep(),
        nameof(SoftmaxAlone) => SoftmaxAlone(),
        nameof(RobustFit) => RobustFit(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static Subject<float> Classifier()
    {
        var network = new Inspection.Classifier();
        return Create<float, Inspection.Classifier.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.Classifier.InputSize, Inspection.Classifier.OutputSize);
    }

    private static Subject<double> Spreading()
    {
        var network = new Inspection.Spreading();
        return Create<double, Inspection.Spreading.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.Spreading.InputSize, Inspection.Spreading.OutputSize);
    }

    private static Subject<double> SoftmaxTwice()
    {
        var network = new Inspection.SoftmaxTwice();
        return Create<double, Inspection.SoftmaxTwice.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.SoftmaxTwice.InputSize, Inspection.SoftmaxTwice.OutputSize);
    }

    private static Subject<float> Bottleneck()
    {
        var network = new Inspection.Bottleneck();
        return Create<float, Inspection.Bottleneck.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.Bottleneck.InputSize, Inspection.Bottleneck.OutputSize);
    }

    private static Subject<double> Linear()
    {
        var network = new Inspection.Linear();
        return Create<double, Inspection.Linear.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.Linear.InputSize, Inspection.Linear.OutputSize);
    }

    private static Subject<double> Deep()
    {
        var network = new Inspection.Deep();
        return Create<double, Inspection.Deep.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.Deep.InputSize, Inspection.Deep.OutputSize);
    }

    private static Subject<double> SoftmaxAlone()
    {
        var network = new Inspection.SoftmaxAlone();
        return Create<double, Inspection.SoftmaxAlone.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.SoftmaxAlone.InputSize, Inspection.SoftmaxAlone.OutputSize);
    }

    private static Subject<float> Labels()
    {
        var network = new Inspection.Labels();
        return Create<float, Inspection.Labels.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.Labels.InputSize, Inspection.Labels.OutputSize);
    }

    private static Subject<double> RobustFit()
    {
        var network = new Inspection.RobustFit();
        return Create<double, Inspection.RobustFit.Trace>(
            network, network.Backward, network.Jacobian, network.JacobianVectorProduct, network.VectorJacobianProduct, Inspection.RobustFit.InputSize, Inspection.RobustFit.OutputSize);
    }

    private static Subject<T, TTrace> Create<T, TTrace>(
        INeuralNetwork<T> network, TracingBackward<T, TTrace> backward, JacobianMethod<T> jacobian, ProductMethod<T> jvp, ProductMethod<T> vjp, int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTrace : class, new()
    {
        var random = new Random(inputs + (100 * outputs));
        foreach (TensorLayout tensor in network.Parameters.Layout.Tensors)
        {
            // Biases start from 0, which would hide them.
            var values = new T[tensor.Count];
            TensorView<T> view = network.Parameters[tensor.Name];
            view.CopyTo(values);
            view.CopyFrom(Array.ConvertAll(values, value => value + T.CreateChecked(0.2 * (random.NextDouble() - 0.5))));
        }

        return new Subject<T, TTrace>(backward)
        {
            Network = network,
            Layout = network.Parameters.Layout,
            Input = Draw<T>(random, inputs, -1),
            Target = Draw<T>(random, outputs, 0),
            Jacobian = jacobian,
            JacobianVectorProduct = jvp,
            VectorJacobianProduct = vjp,
        };
    }

    public static T[] Draw<T>(Random random, int length, double from)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[length];
        for (int i = 0; i < length; i++)
        {
            numbers[i] = T.CreateChecked(from + ((1 - from) * random.NextDouble()));
        }

        return numbers;
    }
}
