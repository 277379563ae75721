using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;
using NeuralGen.Compiler.Planning;
using Xunit;

namespace NeuralGen.Compiler.Tests.Differentiation;

/// <summary>Networks that are no chains of dense layers: their gradients against central differences, and what of them is planned.</summary>
public class BranchTests
{
    private static readonly Variable Z = new("z");
    private static readonly Variable U = new("u");
    private static readonly Variable V = new("v");
    private static readonly Variable P = new("p");

    internal static readonly Dictionary<string, NetworkDeclaration> Networks = new()
    {
        ["residual block"] = Declare(LossKind.MeanSquaredError, Dense(4, ActivationKind.Tanh), Dense(4, ActivationKind.Tanh), Join(U + V, 1, 2), Dense(2)),
        ["input in a sum"] = Declare(LossKind.MeanSquaredError, Dense(3, ActivationKind.Tanh), Join(U + V, 0, 1)),
        ["nested blocks"] = Declare(
            LossKind.MeanSquaredError, Dense(4, ActivationKind.Tanh), Dense(4, ActivationKind.Sigmoid), Dense(4), Join(U + V, 2, 3), Join(U + V, 1, 4),
            Dense(2, ActivationKind.Softplus)),
        ["value used three times"] = Declare(
            LossKind.HalfSquaredError, Dense(4, ActivationKind.Sigmoid), Dense(4, ActivationKind.Tanh), Join(U * V, 1, 2), Join(U - V, 3, 1), Dense(2)),
        ["gate"] = Declare(LossKind.MeanSquaredError, Dense(4, ActivationKind.Tanh), Dense(4, ActivationKind.Sigmoid) with { Inputs = Read(0) }, Join(U * V, 1, 2), Dense(2)),
        ["layers with the same error and input"] = Declare(LossKind.MeanSquaredError, Dense(2), Dense(2) with { Inputs = Read(0) }, Join(U + V, 1, 2)),
        ["dense layers of one value"] = Declare(
            LossKind.MeanSquaredError, Dense(4, ActivationKind.SiLU), Dense(3), Dense(3) with { Inputs = Read(1) }, Join(U * V, 2, 3), Dense(2)),
        ["functions before the first layer"] = Declare(LossKind.MeanSquaredError, Of(new Call(Function.Tanh, Z)), Of(Z * Z), Dense(2, ActivationKind.Tanh)),
        ["function with a parameter"] = Declare(LossKind.MeanSquaredError, Dense(4), WithParameter(U * new Call(Function.Sigmoid, U * P)), Dense(2)),
        ["parameter added to the input"] = Declare(LossKind.MeanSquaredError, WithParameter(U + P), Dense(2)),
        ["parameters at the end"] = Declare(LossKind.MeanSquaredError, Dense(4), WithParameter(U * P)),
        ["softmax twice"] = Declare(LossKind.MeanSquaredError, Dense(4, ActivationKind.Softmax), new SoftmaxDeclaration(), Dense(2)),
        ["function after softmax"] = Declare(LossKind.MeanSquaredError, Dense(4, ActivationKind.Softmax), Of(Z * Z), new SoftmaxDeclaration()),
        ["softmax of a shared value"] = Declare(LossKind.MeanSquaredError, Dense(4, ActivationKind.Tanh), new SoftmaxDeclaration(), Join(U * V, 1, 2), Dense(2)),
        ["softmax of the input"] = Declare(LossKind.MeanSquaredError, new SoftmaxDeclaration(), Dense(3), Join(U + V, 1, 2)),
        ["branches of softmax"] = Declare(
            LossKind.MeanSquaredError, Dense(3), new SoftmaxDeclaration(), new LogSoftmaxDeclaration() with { Inputs = Read(1) }, Join(U + V, 2, 3)),
        ["log-softmax"] = Declare(LossKind.MeanSquaredError, Dense(4), new LogSoftmaxDeclaration(), Dense(3, ActivationKind.Tanh)),
        ["log-softmax with its likelihood"] = Declare(LossKind.CrossEntropy, Dense(4, ActivationKind.Tanh), Dense(3), new LogSoftmaxDeclaration()),
        ["log-softmax of a function"] = Declare(LossKind.CrossEntropy, Dense(4), Of(Z * Z), new LogSoftmaxDeclaration()),
        ["softmax of a function with cross-entropy"] = Declare(LossKind.CrossEntropy, Dense(4), Of(new Call(Function.Tanh, Z)), new SoftmaxDeclaration()),
        ["sigmoid of a sum with cross-entropy"] = Declare(
            LossKind.BinaryCrossEntropy, Dense(3), Join(U + V, 0, 1), Of(new Call(Function.Sigmoid, Z))),
        ["function of nothing"] = Declare(LossKind.MeanSquaredError, Dense(3, ActivationKind.Tanh), Of(new Constant(0.5)), Join(U * V, 1, 2)),
        ["a value twice"] = Declare(LossKind.MeanSquaredError, Dense(3, ActivationKind.Tanh), Join(U * V, 1, 1), Dense(2)),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_the_central_differences(string name) => GradientCheck.Run(Networks[name]);

    /// <summary>Planning refuses two kernels of one name, which programs that decide differently would make.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_declarations_give_equal_code(string name) =>
        Assert.Equal(NetworkCompiler.Compile(Networks[name]), NetworkCompiler.Compile(Networks[name] with { Seed = 0 }));

    /// <summary>Two rows of scratch that live at the same time must not share memory.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_is_written_before_it_is_read(string name)
    {
        ExecutionPlan plan = NetworkCompiler.Plan(Networks[name]);
        foreach (ExecutionProgram program in new[] { plan.Forward, plan.Loss, plan.Backward, plan.BackwardToInput })
        {
            var written = new HashSet<string>();
            foreach (Compiler.Planning.Step step in program.Steps)
            {
                // A kernel's last row of memory is what it writes; all others it reads.
                Operand.Memory[] rows = [.. step.Operands.OfType<Operand.Memory>().Where(rows => rows.Place == Place.Scratch)];
                bool writes = step.Kernel is not (Kernel.RowOuterProducts or Kernel.VectorGradients or Kernel.Loss { Gradient: null } or Kernel.CrossEntropy { GradientStride: null });
                string? result = writes ? step.Operands.OfType<Operand.Memory>().Last().Name : null;
                string[] results = step.Kernel is Kernel.Elementwise elementwise
                    ? [.. step.Operands.OfType<Operand.Memory>().Reverse().Take(elementwise.Results.Count).Select(rows => rows.Name)]
                    : result is null ? [] : [result];
                Assert.All(rows.Where(rows => !results.Contains(rows.Name)), rows => Assert.Contains(rows.Name, written));
                written.UnionWith(rows.Select(rows => rows.Name));
            }
        }
    }

    /// <summary>Values of one length, read by any layers behind them.</summary>
    [Fact]
    public void Random_networks_have_the_gradients_of_central_differences_and_can_be_planned()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            NetworkDeclaration network = Random(new Random(seed));
            Exception? fault = Record.Exception(() =>
            {
                GradientCheck.Run(network);
                NetworkCompiler.Compile(network);
            });
            Assert.True(fault is null, $"Seed {seed}: {fault?.Message}");
        }
    }

    /// <summary>Without a node of its own a sum over branches would be computed again in every block before it.</summary>
    [Fact]
    public void Work_of_a_residual_network_grows_with_its_depth()
    {
        long Operations(int blocks)
        {
            List<LayerDeclaration> layers = [Dense(4, ActivationKind.Tanh)];
            for (int i = 0; i < blocks; i++)
            {
                int before = layers.Count;
                layers.Add(Dense(4, ActivationKind.Tanh));
                layers.Add(Join(U + V, before, before + 1));
            }

            return Backward(Declare(LossKind.MeanSquaredError, [.. layers])).Nodes.Sum(node =>
                node.Operation is Operation.Elementwise elementwise ? (long)ExpressionTree.Size(elementwise.Expression) : 1);
        }

        Assert.Equal(Operations(4) - Operations(3), Operations(20) - Operations(19));
    }

    [Fact]
    public void Log_softmax_with_its_likelihood_needs_no_jacobian() => Assert.DoesNotContain(
        Backward(Networks["log-softmax with its likelihood"]).Nodes, node => node.Operation is Operation.LogSoftmaxJacobianProduct);

    [Fact]
    public void Parameters_are_named_by_the_kind_of_their_layer() => Assert.Equal(
        ["dense1.weight", "dense1.bias", "function1.parameter1", "dense2.weight", "dense2.bias"],
        NetworkCompiler.Plan(Networks["function with a parameter"]).Parameters.Tensors.Select(tensor => tensor.Name));

    /// <summary>Some layers of three neurons, a sum of all that nothing else reads, and a layer or a softmax at the end.</summary>
    private static NetworkDeclaration Random(Random random)
    {
        List<LayerDeclaration> layers = [Dense(3, ActivationKind.Tanh)];
        for (int i = random.Next(2, 8); i > 0; i--)
        {
            int value = random.Next(layers.Count + 1);
            LayerDeclaration layer = random.Next(8) switch
            {
                0 => Dense(3),
                1 => Dense(3, ActivationKind.SiLU),
                2 => Dense(3, ActivationKind.Softmax),
                3 => Join(U * new Call(Function.Sigmoid, V), value, random.Next(layers.Count + 1)),
                4 => Join(U - V, value, random.Next(layers.Count + 1)),
                5 => WithParameter(new Call(Function.Tanh, U * P) + P),
                6 => new SoftmaxDeclaration(),
                _ => new LogSoftmaxDeclaration(),
            };
            layers.Add(layer.Inputs.Count > 0 ? layer : layer with { Inputs = Read(value) });
        }

        HashSet<int> unread = [.. Enumerable.Range(1, layers.Count).Except(layers.SelectMany(layer => layer.Inputs))];
        foreach (int value in unread.Where(value => value < layers.Count).ToArray())
        {
            layers.Add(Join(U + V, value, layers.Count));
        }

        layers.Add(random.Next(3) switch { 0 => new LogSoftmaxDeclaration(), 1 => new SoftmaxDeclaration(), _ => Dense(2) });
        bool hasProbabilities = layers[^1] is not DenseDeclaration && random.Next(2) == 0;
        return Declare(hasProbabilities ? LossKind.CrossEntropy : LossKind.MeanSquaredError, [.. layers]);
    }

    private static BackwardGraph Backward(NetworkDeclaration declaration) => ReverseMode.Differentiate(NetworkGraphBuilder.Build(declaration));

    private static NetworkDeclaration Declare(LossKind loss, params LayerDeclaration[] layers) => GradientCheck.Declare(loss, layers);

    private static DenseDeclaration Dense(int outputs, ActivationKind activation = ActivationKind.Identity) =>
        new(outputs, activation, null, true, InitializerKind.Default);

    private static ElementwiseDeclaration Of(Expression function) => new(function, new[] { "z" }.ToEquatableArray(), 0);

    private static ElementwiseDeclaration Join(Expression function, params int[] inputs) =>
        new(Simplifier.Simplify(function), new[] { "u", "v" }.ToEquatableArray(), 0) { Inputs = Read(inputs) };

    private static ElementwiseDeclaration WithParameter(Expression function) => new(Simplifier.Simplify(function), new[] { "u", "p" }.ToEquatableArray(), 1);

    private static EquatableArray<int> Read(params int[] inputs) => inputs.ToEquatableArray();
}
