using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using NeuralGen.Generator.Diagnostics;
using NeuralGen.Generator.Tests.Helpers;
using OnnxFile = NeuralGen.Compiler.Tests.Onnx.TestModel;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>Every mistake around [OnnxModel] gets its diagnostic, at the place that is wrong, and no code.</summary>
public class OnnxMistakeTests
{
    private static readonly (string Id, string Source, string Message)[] Mistakes =
    [
        ("NG3101", Of("page.onnx"), "'page.onnx' cannot be compiled: The file is no ONNX model: it is a web page or XML; perhaps a download went wrong"),
        ("NG3102", Of("damaged.onnx"), Refusal("damaged.onnx")),
        ("NG3103", Of("old.onnx"), "'old.onnx' cannot be compiled: The model uses opset 5; opsets 6 to 25 are supported. Export it again with another opset_version"),
        ("NG3104", Of("recurrent.onnx"), "'recurrent.onnx' cannot be compiled: The LSTM node 'the_lstm' is not supported; recurrence and control flow are not; supported are feed-forward networks of dense layers (Gemm, MatMul and Add)"),
        ("NG3105", Of("attribute.onnx"), "'attribute.onnx' cannot be compiled: The Relu node 'the_relu' has the attribute 'alpha', which Relu does not have in opset 17"),
        ("NG3106", Of("shape.onnx"), Refusal("shape.onnx")),
        ("NG3107", Of("integers.onnx"), Refusal("integers.onnx")),
        ("NG3108", Of("two-inputs.onnx"), Refusal("two-inputs.onnx")),
        ("NG3108", Of("outputs.onnx"), "'outputs.onnx' cannot be compiled: The model has several outputs ('y', 'z'); name the one to compute"),
        ("NG3108", "[OnnxModel([|\"outputs.onnx\"|], Output = \"q\")] partial class Net;", "'outputs.onnx' cannot be compiled: The model has no output 'q'; it has 'y', 'z'"),
        ("NG3109", Of("lonely.onnx"), "'lonely.onnx' cannot be compiled: The initialiser 'w' should be in the file 'data.bin' beside the model, which is missing (links are not followed)"),
        ("NG3110", Of("cut-off.onnx"), "'cut-off.onnx' cannot be compiled: The initialiser 'w' should be 8 bytes from byte 0 on in the file 'data.bin', which has only 3"),
        ("NG3111", Of("training.onnx"), "'training.onnx' cannot be compiled: The Dropout node 'the_dropout' is in training mode and drops numbers at random; export the model for inference"),
        ("NG3112", Of("huge.onnx"), "'huge.onnx' cannot be compiled: The input 'x' of shape [N, 2147483647, 2147483647] is too large"),
        ("NG3113", Of("function.onnx"), "'function.onnx' cannot be compiled: The model has no product with weights, so there is nothing to learn in it; a network has at least one MatMul or Gemm with "
            + "weights that are constant. Beside these it may have functions of one or of several values, element by element, Softmax and LogSoftmax, in any order"),
        ("NG3114", "[OnnxModel(\"policy.onnx\")] [[|Dense(2)|]] partial class Net;",
            "'Net' takes its layers from an ONNX model, so it can have none of its own; remove this layer, or write [NeuralNetwork] in the place of [OnnxModel]"),
        ("NG3115", "[OnnxModel(\"policy.onnx\")] [[|NeuralNetwork(2)|]] [Dense(2)] partial class Net;", "'Net' has both [NeuralNetwork] and [OnnxModel]; remove one of them"),
        ("NG3116", "[OnnxModel(\"policy.onnx\", [|Loss = Loss.CrossEntropy|])] partial class Net;",
            "Loss.CrossEntropy needs a model that ends with a Softmax or LogSoftmax, but 'policy.onnx' ends with Identity; choose another loss, or export the model with a Softmax or LogSoftmax at its end"),
        ("NG3116", "[OnnxModel(\"policy.onnx\", [|Loss = Loss.BinaryCrossEntropy|])] partial class Net;",
            "Loss.BinaryCrossEntropy needs a model that ends with a Sigmoid, but 'policy.onnx' ends with Identity; choose another loss, or export the model with a Sigmoid at its end"),
        ("NG3116", "[OnnxModel(\"residual.onnx\", [|Loss = Loss.BinaryCrossEntropy|])] partial class Net;",
            "Loss.BinaryCrossEntropy needs a model that ends with a Sigmoid, but 'residual.onnx' ends with a function of several values; choose another loss, or export the model with a Sigmoid at its end"),
        ("NG1010", "[OnnxModel(\"slopes.onnx\")] partial class Net { int [|Function1Parameter1|] => 1; }", null!),
        ("NG3003", Of("weights.safetensors"), "'weights.safetensors' holds weights without layers; declare these with [NeuralNetwork] and [Dense], and write Weights = in [NeuralNetwork]"),
        ("NG3003", "[NeuralNetwork(2, [|Weights = \"policy.onnx\"|])] [Dense(2)] partial class Net;",
            "'policy.onnx' is a model with layers of its own; write [OnnxModel(\"policy.onnx\")] in the place of [NeuralNetwork] and the layers"),
        ("NG1001", "[OnnxModel(\"policy.onnx\")] class [|Net|];", "'Net' is a neural network, whose other part NeuralGen writes, but it is not partial; write 'partial class Net'"),
        ("NG1004", "[OnnxModel(\"policy.onnx\")] [|static|] partial class Net;", "'Net' is static, but each instance of a neural network has its own parameters; remove 'static'"),
        ("NG1010", "[OnnxModel(\"policy.onnx\")] partial class Net { int [|Dense2|] => 1; }", null!),
        ("NG1010", "[OnnxModel(\"policy.onnx\")] partial class Net { void [|Forward|]() { } }", null!),
        ("NG1011", "[OnnxModel(\"policy.onnx\", [|Loss = (Loss)99|])] partial class Net;", null!),
        ("NG1015", "[OnnxModel(\"policy.onnx\", [|CustomLoss = \"F\"|])] partial class Net;", "'Net' has no method named 'F'; write the name of a method such as 'static float Loss(float a, float y)'"),
        ("NG1016", "[OnnxModel(\"policy.onnx\", [|CustomLoss = nameof(Net.F)|])] partial class Net { static int F(int a) => a; }",
            "No method 'F' of 'Net' is one that can be used here; it must be 'static float F(float a, float y)'"),
        ("NG1016", "[OnnxModel(\"policy.onnx\", [|CustomLoss = nameof(Net.F)|])] partial class Net { static double F(double a, double y) => a - y; }",
            "No method 'F' of 'Net' is one that can be used here; it must be 'static float F(float a, float y)'"),
        ("NG1208", "[OnnxModel(\"policy.onnx\", CustomLoss = nameof(Net.F))] partial class Net { static float s; static float F(float a, float y) => [|s|] * a; }", null!),
    ];

    public static TheoryData<int> Cases => new(Enumerable.Range(0, Mistakes.Length));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Mistake_gives_its_diagnostic_alone_at_its_place(int index)
    {
        var markup = Markup.Parse("using NeuralGen; " + Mistakes[index].Source);
        Diagnostic diagnostic = Assert.Single(await Run(markup.Source).AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Mistakes[index].Id, markup.Start, markup.MarkedText.Length), (diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        if (Mistakes[index].Message is { } message)
        {
            Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_generated_where_there_is_a_mistake(int index)
    {
        GeneratorRun run = Run(Markup.Parse("using NeuralGen; " + Mistakes[index].Source).Source);
        Assert.Empty(run.Files);
        Assert.Empty(run.GeneratorDiagnostics);
    }

    [Fact]
    public async Task Loss_beside_a_loss_of_the_users_own_is_a_warning()
    {
        var markup = Markup.Parse("using NeuralGen; [OnnxModel(\"policy.onnx\", [|Loss = Loss.CrossEntropy|], CustomLoss = nameof(Net.F))] partial class Net { static float F(float a, float y) => (a - y) * (a - y); }");
        GeneratorRun run = Run(markup.Source);
        Diagnostic diagnostic = Assert.Single(await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("NG1017", markup.Start), (diagnostic.Id, diagnostic.Location.SourceSpan.Start));
        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void Every_diagnostic_has_a_case() => Assert.Equal(
        OnnxDescriptors.All.Select(descriptor => descriptor.Id).Order(),
        Mistakes.Select(mistake => mistake.Id).Where(id => id.StartsWith("NG31", StringComparison.Ordinal)).Distinct().Order());

    [Fact]
    public void Every_kind_of_problem_has_a_diagnostic_of_its_own()
    {
        ProblemKind[] kinds = Enum.GetValues<ProblemKind>();
        Assert.Equal(kinds.Length, kinds.Select(kind => OnnxDescriptors.Of(kind).Id).Distinct().Count());
    }

    [Fact]
    public async Task Model_that_the_project_lacks_is_reported_at_the_path()
    {
        const string Source = "using NeuralGen; [OnnxModel(\"nowhere.onnx\")] partial class Net;";
        Diagnostic diagnostic = Assert.Single(await Run(Source).AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("NG3001", Source.IndexOf("\"nowhere", StringComparison.Ordinal)), (diagnostic.Id, diagnostic.Location.SourceSpan.Start));
    }

    [Fact]
    public async Task Line_breaks_of_a_path_do_not_break_the_message()
    {
        Diagnostic diagnostic = Assert.Single(await Run("using NeuralGen; [OnnxModel(\"a\\nb\\u2028c\")] partial class Net;").AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("The project has no model 'a?b?c'; its models are ", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy.onnx")]
    [InlineData("./policy.onnx")]
    public async Task One_file_that_the_project_lists_twice_is_one_model(string path)
    {
        byte[] file = OnnxModels.Files[0].File.ToBytes();
        GeneratorRun run = GeneratorRun.Of(
            [$"using NeuralGen; [OnnxModel(\"{path}\")] partial class Net;"],
            BuildSettings.Default with { Models = [OnnxModels.Convert("policy.onnx", file), OnnxModels.Convert("./policy.onnx", file)] },
            FakeCompiler.Compile);
        Assert.Empty(await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Member_of_a_layer_that_the_model_has_not_is_no_clash()
    {
        GeneratorRun run = Run("using NeuralGen; [OnnxModel(\"policy.onnx\")] public partial class Net { public int Dense3 => 1; }");
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Net.g.cs", run.Files.Keys);
    }

    /// <summary>What a chain of dense layers had no place for.</summary>
    public static TheoryData<string, string> Compiled => new()
    {
        { "first", "function1 dense1" },
        { "constants", "dense1 function1" },
        { "softmaxes", "dense1 softmax1" },
        { "after softmax", "dense1 function1" },
        { "logarithm", "dense1 logsoftmax1" },
        { "branches", "dense1 function1" },
        { "the same twice", "dense1 function1 function2 function3" },
    };

    [Theory]
    [MemberData(nameof(Compiled))]
    public void Network_that_is_no_chain_has_layers_of_several_kinds(string name, string layers)
    {
        OnnxFile file = OnnxModels.TwoInputs().Constant("c", [2], 1, 2);
        file = name switch
        {
            "first" => file.Node("Tanh", "x", "t").Node("MatMul", "t w", "y"),
            "constants" => file.Node("MatMul", "x w", "h").Node("Tanh", "h", "t").Node("Add", "t c", "y"),
            "softmaxes" => file.Node("MatMul", "x w", "h").Node("Softmax", "h", "t").Node("Softmax", "t", "y"),
            "after softmax" => file.Node("MatMul", "x w", "h").Node("Softmax", "h", "t").Node("Tanh", "t", "y"),
            "logarithm" => file.Node("MatMul", "x w", "h").Node("LogSoftmax", "h", "y"),
            "branches" => file.Node("MatMul", "x w", "h").Node("Mul", "x h", "y"),
            _ => file.Node("MatMul", "x w", "h").Node("Tanh", "h", "t").Node("Tanh", "h", "u").Node("Mul", "t x", "v").Node("Add", "u v", "y"),
        };
        EquatableArray<ImportedLayer>? read = NetworkLayers.Read(file.Output().Import().Network(), out _);
        Assert.Equal(layers, string.Join(" ", read!.Value.Select(layer => layer.Name)));
    }

    private static string Of(string path) => $"[OnnxModel([|\"{path}\"|])] partial class Net;";

    /// <summary>What the importer says, whose own tests know the words.</summary>
    private static string Refusal(string path)
    {
        OnnxFile file = OnnxModels.Files.Single(model => model.Path == path).File;
        return $"'{path}' cannot be compiled: {file.Import().Problem().Message.TrimEnd('.')}";
    }

    private static GeneratorRun Run(string source) => GeneratorRun.Of([source], BuildSettings.Default with { Models = OnnxModels.All });
}
