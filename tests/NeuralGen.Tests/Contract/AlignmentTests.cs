using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>Spans that begin at any element: not aligned to a vector or a cache line.</summary>
[Trait("Category", "Numeric")]
public abstract class AlignmentTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Samples = 7;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (TheoryDataRow<string> name in ContractNetworks.Names<T>())
            {
                for (int offset = 1; offset <= 15; offset++)
                {
                    cases.Add(name.Data, offset);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForwardAgrees(string network, int offset)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var output = new Guarded<T>(trial.Architecture.Outputs, T.Zero, 15 - offset);
        trial.Network.Forward(new Guarded<T>(trial.Input(0), T.NaN, offset).Span, output.Span);
        Accuracy.Check<T>(trial.ReferenceOutput(0), output.Span, trial.Describe($"output with offset {offset}"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForwardBatchAgrees(string network, int offset)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var outputs = new Guarded<T>(Samples * trial.Architecture.Outputs, T.Zero, 15 - offset);
        trial.Network.ForwardBatch(new Guarded<T>(trial.Inputs, T.NaN, offset).Span, outputs.Span);
        Accuracy.Check<T>(trial.ReferenceOutputs(Samples), outputs.Span, trial.Describe($"outputs with offset {offset}"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void InputGradientAgrees(string network, int offset)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var inputGradient = new Guarded<T>(trial.Architecture.Inputs, T.Zero, 15 - offset);
        trial.Network.Backward(
            new Guarded<T>(trial.Input(0), T.NaN, offset).Span,
            new Guarded<T>(trial.Target(0), T.NaN, offset / 2).Span,
            trial.NewGradient(),
            inputGradient.Span);
        Accuracy.Check<T>(trial.ReferenceGradient(0).Input, inputGradient.Span, trial.Describe($"input gradient with offset {offset}"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardBatchAgrees(string network, int offset)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ParameterVector<T> expected = trial.NewGradient();
        ParameterVector<T> gradient = trial.NewGradient();
        trial.Network.BackwardBatch(trial.Inputs, trial.Targets, expected);

        trial.Network.BackwardBatch(
            new Guarded<T>(trial.Inputs, T.NaN, offset).Span,
            new Guarded<T>(trial.Targets, T.NaN, offset / 2).Span,
            gradient);

        Accuracy.Check<T>(Numbers.ToDouble<T>(Numbers.Of(expected)), Numbers.Of(gradient), trial.Describe($"gradient with offset {offset}"), trial.Architecture.NameOf);
    }
}

public sealed class SingleAlignmentTests : AlignmentTests<float>;

public sealed class DoubleAlignmentTests : AlignmentTests<double>;
