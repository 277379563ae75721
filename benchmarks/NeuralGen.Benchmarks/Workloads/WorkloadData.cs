namespace NeuralGen.Benchmarks;

/// <summary>
/// What every contender is given for a workload, and the numbers that all of them must compute: the same on every run.
/// </summary>
internal sealed class WorkloadData
{
    /// <summary>Training is checked after so many steps.</summary>
    public const int CheckedSteps = 3;

    private const double OutputTolerance = 2e-5;
    private const double ParameterTolerance = 1e-3;
    private readonly Workload _workload;
    private readonly double[] _expected;

    public WorkloadData(Workload workload)
    {
        _workload = workload;
        var random = new Random(12345);
        Parameters = DrawParameters(workload.Network, random);
        (Inputs, Targets) = workload.Network.Loss == Loss.CrossEntropy || workload.Network.InputSize == 784
            ? SampleData.Images(workload.Network.InputSize, workload.Network.OutputSize, workload.Samples, random)
            : SampleData.Functions(workload.Network.InputSize, workload.Network.OutputSize, workload.Samples, random);

        var reference = new ReferenceNetwork(workload.Network, Parameters);
        if (workload.Training is null)
        {
            _expected = reference.Forward(Inputs);
        }
        else
        {
            reference.Train(Inputs, Targets, workload.Batch, workload.Training, CheckedSteps);
            _expected = reference.Parameters;
        }
    }

    /// <summary>Layer by layer: weights [out, in] row-major, then biases.</summary>
    public float[] Parameters { get; }

    /// <summary>Samples, row-major.</summary>
    public float[] Inputs { get; }

    /// <summary>The targets of the samples, row-major.</summary>
    public float[] Targets { get; }

    /// <summary>The numbers in an answer: outputs of all samples, or the parameters after <see cref="CheckedSteps"/> steps.</summary>
    public int AnswerLength => _expected.Length;

    /// <summary>
    /// The largest error of an answer: of outputs, absolute below 1 and relative above; of trained parameters, relative to
    /// the largest change of a parameter.
    /// </summary>
    public double Error(ReadOnlySpan<float> answer)
    {
        if (answer.Length != _expected.Length)
        {
            return double.PositiveInfinity;
        }

        double error = 0;
        double change = 0;
        for (int i = 0; i < answer.Length; i++)
        {
            double scale = _workload.Training is null ? Math.Max(1, Math.Abs(_expected[i])) : 1;
            error = Math.Max(error, Math.Abs(answer[i] - _expected[i]) / scale); // NaN stays NaN
            change = _workload.Training is null ? 1 : Math.Max(change, Math.Abs(_expected[i] - Parameters[i]));
        }

        return error / change;
    }

    /// <summary>Whether an answer with this error is right.</summary>
    public bool Accepts(double error) => error <= (_workload.Training is null ? OutputTolerance : ParameterTolerance);

    private static float[] DrawParameters(NetworkShape network, Random random)
    {
        var parameters = new List<float>();
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            double range = Math.Sqrt(4.5 / network.Sizes[layer]);
            for (int i = 0; i < network.Sizes[layer] * network.Sizes[layer + 1]; i++)
            {
                parameters.Add((float)(range * ((2 * random.NextDouble()) - 1)));
            }

            for (int i = 0; i < network.Sizes[layer + 1]; i++)
            {
                parameters.Add((float)(0.2 * random.NextDouble()) - 0.1f);
            }
        }

        return [.. parameters];
    }
}
