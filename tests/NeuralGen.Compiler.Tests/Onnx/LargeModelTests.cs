using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Models at and beyond the limits: compiled, or refused with the count and the limit. All on a small stack.</summary>
public class LargeModelTests
{
    private const int SmallStack = 512 << 10;

    [Fact]
    public void As_many_layers_as_are_allowed_are_planned() => OnSmallStack(() =>
        Assert.Equal(NetworkDeclaration.MostLayers, NetworkCompiler.Plan(Declaration(Products(NetworkDeclaration.MostLayers))).Layers.Count));

    [Fact]
    public void As_many_blocks_with_residuals_as_are_allowed_are_planned() => OnSmallStack(() =>
        Assert.Equal(NetworkDeclaration.MostLayers, NetworkCompiler.Plan(Declaration(Residuals(NetworkDeclaration.MostLayers / 2))).Layers.Count));

    [Fact]
    public void One_layer_more_is_refused() => Refuses(
        Products(NetworkDeclaration.MostLayers + 1),
        "The model has 501 layers; at most 500 can be compiled, for the code is written out layer by layer.");

    [Fact]
    public void Far_more_layers_are_refused() => Refuses(
        Products(5000),
        "The model has more than 2000 products and functions one after the other; networks of at most 500 layers can be compiled.");

    [Fact]
    public void Long_functions_are_refused() => Refuses(
        Choices(120),
        "The functions of the model's layers have 8024 operands and operations together, not counting activations that NeuralGen has; at most 4096 can be compiled.");

    [Fact]
    public void Too_many_nodes_are_refused() => Refuses(
        Chain(20_000, "Relu"),
        "The model computes its output by 20001 nodes; networks of at most 20000 can be compiled.");

    /// <summary>A build imports every output, and there may be sixteen: each has its share of the time that the file is worth.</summary>
    [Theory]
    [InlineData(1, null)]
    [InlineData(16, ProblemKind.TooLarge)]
    public void Outputs_share_the_time_for_constants(int outputs, object? kind)
    {
        TestModel model = new TestModel().Input("x", "N", 3).Constant("w", [3, 2], 1, 2, 3, 4, 5, 6).Constant("m0", [300, 300], new double[90_000]);
        for (int i = 0; i < 10; i++)
        {
            model.Node("MatMul", $"m{i} m0", $"m{i + 1}");
        }

        model.Node("ReduceSum", "m10", "s", ("keepdims", 0)).Node("MatMul", "x w", "p");
        for (int i = 0; i < outputs; i++)
        {
            model.Node("Add", "p s", $"y{i}").Output($"y{i}");
        }

        Assert.Equal(kind, (model.Import("y0") as ImportResult.Failure)?.Problems[0].Kind);
    }

    /// <summary>Each is as deep as a model may be, and functions are put into each other; none is one that can be compiled.</summary>
    [Theory]
    [InlineData("Relu")]
    [InlineData("Tanh")]
    [InlineData("Neg")]
    [InlineData("Exp")]
    [InlineData("Add")]
    [InlineData("Mul")]
    [InlineData("Softmax")]
    [InlineData("Where")]
    public void Deep_chain_ends(string operation) => OnSmallStack(() =>
    {
        ProblemKind? kind = Problem(operation == "Where" ? Choices(6000) : Chain(19_000, operation))?.Kind;
        Assert.Equal(operation == "Neg" ? null : ProblemKind.TooLarge, kind);
    });

    /// <summary>Twice the nodes take about twice the memory, and not four times as much.</summary>
    [Fact]
    public void Memory_grows_with_the_model()
    {
        _ = Allocated(1000);
        Assert.True(Allocated(16_000) < 2.5 * Allocated(8000));

        static long Allocated(int nodes)
        {
            byte[] file = Chain(nodes, "Relu").ToBytes();
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = OnnxImport.Read(file, _ => null);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Refuses(TestModel model, string message) => OnSmallStack(() =>
    {
        ImportProblem? problem = Problem(model);
        Assert.Equal((ProblemKind.TooLarge, message), (problem?.Kind, problem?.Message));
    });

    private static ImportProblem? Problem(TestModel model)
    {
        ImportProblem? problem = null;
        ImportResult result = model.Import();
        _ = result is ImportResult.Success success ? NetworkLayers.Read(success.Network, out problem) : null;
        return result is ImportResult.Failure failure ? failure.Problems[0] : problem;
    }

    private static TestModel Start() => new TestModel().Input("v0", "N", 2).Constant("w", [2, 2], 0.5, -0.25, 0.125, 1).Constant("half", [], 0.5);

    private static TestModel Products(int count)
    {
        TestModel model = Start();
        for (int i = 0; i < count; i++)
        {
            model.Node("MatMul", $"v{i} w", $"z{i}").Node("Tanh", $"z{i}", $"v{i + 1}");
        }

        return model.Output($"v{count}");
    }

    private static TestModel Residuals(int count)
    {
        TestModel model = Start();
        for (int i = 0; i < count; i++)
        {
            model.Node("MatMul", $"v{i} w", $"z{i}").Node("Tanh", $"z{i}", $"a{i}").Node("Add", $"a{i} v{i}", $"v{i + 1}");
        }

        return model.Output($"v{count}");
    }

    private static TestModel Choices(int count)
    {
        TestModel model = Start().Node("MatMul", "v0 w", "s0");
        for (int i = 0; i < count; i++)
        {
            model.Node("Greater", $"s{i} half", $"g{i}").Node("Tanh", $"s{i}", $"t{i}").Node("Where", $"g{i} t{i} s{i}", $"s{i + 1}");
        }

        return model.Output($"s{count}");
    }

    private static TestModel Chain(int count, string operation)
    {
        TestModel model = Start().Node("MatMul", "v0 w", "s0");
        for (int i = 0; i < count; i++)
        {
            string second = operation switch { "Add" => $" {(i < 1 ? "v0" : $"s{i - 1}")}", "Mul" => $" s{i}", _ => "" };
            model.Node(operation, $"s{i}{second}", $"s{i + 1}");
        }

        return model.Output($"s{count}");
    }

    private static NetworkDeclaration Declaration(TestModel model)
    {
        OnnxNetwork network = model.Import().Network();
        EquatableArray<ImportedLayer> layers = NetworkLayers.Read(network, out ImportProblem? problem) ?? throw new InvalidOperationException(problem?.Message);
        return new NetworkDeclaration(
            new TypeIdentity("", EquatableArray<TypePart>.Empty, new TypePart("class", "Net", EquatableArray<string>.Empty)),
            new[] { network.InputSize }.ToEquatableArray(),
            layers.Select(layer => layer.Declaration).ToEquatableArray(),
            LossKind.MeanSquaredError,
            network.Precision,
            0,
            VectorWidths.All);
    }

    /// <summary>An overflow ends the process; what else goes wrong is the test's.</summary>
    private static void OnSmallStack(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    test();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
