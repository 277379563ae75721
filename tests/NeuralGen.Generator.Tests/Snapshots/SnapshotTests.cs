using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Snapshots;

/// <summary>The whole generated code of a few declarations, so that every change of it is seen and meant.</summary>
public class SnapshotTests
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["DigitClassifier"] =
            """
            using NeuralGen;

            [NeuralNetwork(784, Loss = Loss.CrossEntropy)]
            [Dense(128, Activation.ReLU)]
            [Dense(10, Activation.Softmax)]
            public sealed partial class DigitClassifier;
            """,
        ["Xor"] =
            """
            using NeuralGen;

            namespace Samples;

            [NeuralNetwork(2, Loss = Loss.BinaryCrossEntropy)]
            [Dense(4, Activation.Tanh)]
            [Dense(1, Activation.Sigmoid)]
            internal sealed partial class Xor;
            """,
        ["Lecture"] =
            """
            using NeuralGen;

            [NeuralNetwork(3, Loss = Loss.HalfSquaredError)]
            [Dense(4, Activation.Sigmoid)]
            [Dense(2, Activation.Sigmoid)]
            public partial class Lecture;
            """,
        ["DoublePrecision"] =
            """
            using NeuralGen;

            [NeuralNetwork(784, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
            [Dense(30, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
            [Dense(10, Activation.Sigmoid, Initializer = Initializer.StandardNormal)]
            public partial class Nielsen;
            """,
        ["WithoutBiases"] =
            """
            using NeuralGen;

            [NeuralNetwork(8, 8, Seed = 42)]
            [Dense(16, Activation.GELU, Bias = false)]
            [Dense(3, Bias = false)]
            public partial class WithoutBiases;
            """,
        ["SoftmaxInside"] =
            """
            using NeuralGen;

            [NeuralNetwork(5)]
            [Dense(7, Activation.Softmax)]
            [Dense(2, Activation.ELU, Alpha = 0.5)]
            public partial class Attention;
            """,
        ["Dropout"] =
            """
            using NeuralGen;

            [NeuralNetwork(2)]
            [Dense(3, Activation.ReLU)]
            [Dropout(0.5)]
            [Dense(1)]
            public partial class Forgetful;
            """,
        ["NestedGeneric"] =
            """
            using NeuralGen;

            namespace Some.Where;

            public partial class Outer<T>
                where T : class
            {
                internal partial record struct Middle
                {
                    [NeuralNetwork(3, Loss = Loss.Huber)]
                    [Dense(1, Activation.LeakyReLU)]
                    private sealed partial class Net<TKey, TValue>;
                }
            }
            """,
    };

    public static TheoryData<string> Names => new(Declarations.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_code_is_the_accepted_one(string name)
    {
        GeneratorRun run = GeneratorRun.Of(Declarations[name]);
        Assert.Empty(run.GeneratorDiagnostics);
        Snapshot.Verify(name, Snapshot.TextOf(run));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Code_of_a_snapshot_compiles_and_pleases_the_analyzer(string name) =>
        await GeneratorRun.Of(Declarations[name]).AssertCleanAsync(TestContext.Current.CancellationToken);

    [Fact]
    public void Failing_snapshot_shows_the_first_line_that_differs() =>
        Assert.StartsWith("The generated code of 'Net' changed, from line 2 on:\n  accepted: b\n  received: x\n", Snapshot.Describe("Net", "a\nb\nc", "a\nx\nc"), StringComparison.Ordinal);
}
