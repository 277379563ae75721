using NeuralGen.Compiler;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using NeuralGen.Compiler.Tests.Onnx;
using NeuralGen.Training.Tests.Onnx.Branches;
using BranchGraph = NeuralGen.Training.Tests.Onnx.Branches.OnnxGraph;

namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>Networks that are no chains, saved and imported again: the same layers, the same bits, the same numbers.</summary>
public sealed class BranchSavingTests
{
    /// <summary>Each a graph whose last node gives y, for three inputs.</summary>
    private static readonly (string Name, Func<BranchGraph, BranchGraph> Build)[] Models =
    [
        ("residual around a layer", g => g.Node("MatMul", "x w", "z").Node("Relu", "z", "h").Node("Add", "h x", "y")),
        ("residual of two layers", g => g.Node("MatMul", "x w", "z").Node("MatMul", "x v", "u").Node("Add", "z u", "y")),
        ("residual with itself", g => g.Node("MatMul", "x w", "z").Node("Tanh", "z", "h").Node("Add", "h h", "y")),
        ("gate", g => g.Node("MatMul", "x w", "z").Node("Sigmoid", "z", "g").Node("MatMul", "x v", "u").Node("Mul", "g u", "y")),
        ("gate on the input", g => g.Node("MatMul", "x w", "z").Node("Sigmoid", "z", "g").Node("Mul", "g x", "y")),
        ("value that three read", g => g.Node("MatMul", "x w", "z").Node("Tanh", "z", "h").Node("MatMul", "h v", "u").Node("Add", "u h", "s").Node("Mul", "s h", "y")),
        ("input that three read", g => g.Node("MatMul", "x w", "z").Node("Add", "z x", "s").Node("Mul", "s x", "t").Node("Sub", "t x", "y")),
        ("LogSoftmax at the end", g => g.Node("MatMul", "x w", "z").Node("LogSoftmax", "z", "y")),
        ("LogSoftmax within", g => g.Node("MatMul", "x w", "z").Node("LogSoftmax", "z", "l").Node("MatMul", "l v", "y")),
        ("Softmax of a residual", g => g.Node("MatMul", "x w", "z").Node("Add", "z x", "s").Node("Softmax", "s", "y")),
        ("Softmax that weighs values", g => g.Node("MatMul", "x w", "z").Node("Softmax", "z", "p").Node("Mul", "p x", "m").Node("MatMul", "m v", "y")),
        ("Softmax of the input", g => g.Node("Softmax", "x", "p").Node("MatMul", "p w", "y")),
        ("Softmax of a Softmax", g => g.Node("MatMul", "x w", "z").Node("Softmax", "z", "p").Node("Softmax", "p", "y")),
        ("function of the input", g => g.Node("Relu", "x", "r").Node("MatMul", "r w", "z").Node("Tanh", "z", "y")),
        ("function of the input that is no activation", g => g.Node("Sigmoid", "x", "r").Node("Mul", "r r", "q").Node("MatMul", "q w", "y")),
        ("normalised input", g => g.Node("Sub", "x c", "s").Node("Mul", "s d", "n").Node("MatMul", "n w", "y")),
        ("PRelu", g => g.Node("MatMul", "x w", "z").Node("PRelu", "z c", "h").Node("MatMul", "h v", "y")),
        ("PRelu at the end", g => g.Node("MatMul", "x w", "z").Node("PRelu", "z c", "y")),
        ("PRelu of the input", g => g.Node("PRelu", "x c", "h").Node("MatMul", "h w", "y")),
        ("bounds for each neuron", g => g.Node("MatMul", "x w", "z").Node("Max", "z c", "l").Node("Min", "l d", "y")),
        ("layers that read one value", g => g.Node("MatMul", "x w", "z").Node("Tanh", "z", "h").Node("MatMul", "h v", "a").Node("MatMul", "h w", "b").Node("Max", "a b", "y")),
        ("functions of one layer", g => g.Node("MatMul", "x w", "z").Node("Tanh", "z", "a").Node("Sigmoid", "z", "b").Node("MatMul", "a v", "u").Node("Mul", "u b", "y")),
        ("layer that gives its z as well", g => g.Node("MatMul", "x w", "z").Node("Tanh", "z", "h").Node("MatMul", "h v", "u").Node("Add", "u z", "y")),
        ("sum in another order than its layers", g => g.Node("MatMul", "x w", "z").Node("Sigmoid", "z", "g").Node("MatMul", "x v", "u").Node("Tanh", "u", "h").Node("Mul", "h g", "m").Node("Sub", "h m", "y")),
        ("weights used twice", g => g.Node("MatMul", "x w", "z").Node("Tanh", "z", "h").Node("MatMul", "h w", "u").Node("Add", "u h", "y")),
    ];

    public static TheoryData<string, bool> Names() => new(
        from model in Models from isDouble in new[] { false, true } select new TheoryDataRow<string, bool>(model.Name, isDouble));

    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_and_bits_are_found_again(string name, bool isDouble)
    {
        OnnxNetwork first = SavedModel.Import(Graph(name, isDouble).ToBytes());
        EquatableArray<ImportedLayer> layers = SavedModel.All(first);
        OnnxNetwork second = SavedModel.Import(Save(first, layers));
        Assert.Equal(layers.Select(layer => (layer.Name, layer.Declaration)), SavedModel.All(second).Select(layer => (layer.Name, layer.Declaration)));
        Assert.Equal(SavedModel.Bits(first), SavedModel.Bits(second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saved_model_computes_the_model(string name, bool isDouble)
    {
        BranchGraph graph = Graph(name, isDouble);
        OnnxNetwork saved = SavedModel.Import(Saved(graph));
        Assert.All(Inputs, input => Near(Reference(graph, input), NetworkEvaluator.Run(saved, input), isDouble, name));
    }

    [Fact]
    public async Task Engine_of_others_computes_models_of_single_precision() => await RunElsewhere(isDouble: false);

    [Fact]
    public async Task Engine_of_others_computes_models_of_double_precision() => await RunElsewhere(isDouble: true);

    [Fact]
    public async Task Engine_of_others_computes_compiled_networks_of_single_precision()
    {
        (Residual residual, Likelihood likelihood, Softmaxes softmaxes) = (new Residual(), new Likelihood(), new Softmaxes());
        (string, byte[], double[][])[] models =
        [
            ("Residual", Samples.Bytes(residual.SaveOnnx), Numbers(Residual.InputSize)),
            ("Likelihood", Samples.Bytes(likelihood.SaveOnnx), Numbers(Likelihood.InputSize)),
            ("Softmaxes", Samples.Bytes(softmaxes.SaveOnnx), Numbers(Softmaxes.InputSize)),
        ];
        double[][] outputs = await OnnxRuntime.Run(isDouble: false, models);
        double[][] expected =
        [
            Forward(residual, Residual.InputSize, Residual.OutputSize),
            Forward(likelihood, Likelihood.InputSize, Likelihood.OutputSize),
            Forward(softmaxes, Softmaxes.InputSize, Softmaxes.OutputSize),
        ];
        Assert.All(expected.Zip(outputs), pair => Near(pair.First, pair.Second, isDouble: false, "the network"));
    }

    [Fact]
    public async Task Engine_of_others_computes_a_compiled_network_of_double_precision()
    {
        var network = new Gates();
        double[][] outputs = await OnnxRuntime.Run(isDouble: true, ("Gates", Samples.Bytes(network.SaveOnnx), Numbers(Gates.InputSize)));
        double[] expected = new double[Numbers(Gates.InputSize).Length * Gates.OutputSize];
        network.ForwardBatch([.. Numbers(Gates.InputSize).SelectMany(input => input)], expected);
        Near(expected, outputs[0], isDouble: true, "the network");
    }

    public static TheoryData<string> Compiled => new("residual.onnx", "gates.onnx", "likelihood.onnx", "softmaxes.onnx");

    /// <summary>With other weights than those of the first file.</summary>
    [Theory]
    [MemberData(nameof(Compiled))]
    public void Compiled_network_is_found_again(string file)
    {
        (Residual residual, Gates gates, Likelihood likelihood, Softmaxes softmaxes) = (new Residual(), new Gates(), new Likelihood(), new Softmaxes());
        (byte[] saved, ulong[] bits) = file switch
        {
            "residual.onnx" => Changed(residual.Parameters, residual.SaveOnnx),
            "gates.onnx" => Changed(gates.Parameters, gates.SaveOnnx),
            "likelihood.onnx" => Changed(likelihood.Parameters, likelihood.SaveOnnx),
            _ => Changed(softmaxes.Parameters, softmaxes.SaveOnnx),
        };
        OnnxNetwork original = SavedModel.Import(BranchModels.Files.Single(model => model.File == file).Graph.ToBytes());
        OnnxNetwork imported = SavedModel.Import(saved);
        Assert.Equal(SavedModel.All(original).Select(layer => (layer.Name, layer.Declaration)), SavedModel.All(imported).Select(layer => (layer.Name, layer.Declaration)));
        Assert.Equal(bits, SavedModel.Bits(imported));
    }

    private static (byte[] File, ulong[] Bits) Changed<T>(ParameterVector<T> parameters, Action<Stream> save)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        parameters.CopyFrom(BranchSubject<T>.Numbers(parameters.Count, seed: 21));
        return (Samples.Bytes(save), SavedModel.Bits(parameters));
    }

    private static double[] Forward(INeuralNetwork<float> network, int inputs, int outputs)
    {
        double[][] numbers = Numbers(inputs);
        float[] output = new float[numbers.Length * outputs];
        network.ForwardBatch([.. numbers.SelectMany(input => input).Select(number => (float)number)], output);
        return Array.ConvertAll(output, number => (double)number);
    }

    private static async Task RunElsewhere(bool isDouble)
    {
        (string, byte[], double[][])[] models = [.. Models.Select(model => (model.Name, Saved(Graph(model.Name, isDouble)), Inputs))];
        double[][] outputs = await OnnxRuntime.Run(isDouble, models);
        Assert.All(Models.Zip(outputs), pair =>
            Near([.. Inputs.SelectMany(input => Reference(Graph(pair.First.Name, isDouble), input))], pair.Second, isDouble, pair.First.Name));
    }

    private static BranchGraph Graph(string name, bool isDouble) => Models.Single(model => model.Name == name).Build(new BranchGraph(3, isDouble)
        .Constant("w", 0, 1, 3, 3).Constant("v", 0, 1, 3, 3).Constant("c", 0.25, 0.2, 3).Constant("d", 0.75, 0.2, 3));

    private static double[] Reference(BranchGraph graph, double[] input) => graph.Run(input, graph.Constants.ToDictionary(pair => pair.Key, pair => pair.Value.Numbers));

    private static byte[] Saved(BranchGraph graph)
    {
        OnnxNetwork network = SavedModel.Import(graph.ToBytes());
        return Save(network, SavedModel.All(network));
    }

    private static byte[] Save(OnnxNetwork network, EquatableArray<ImportedLayer> layers) => network.Precision == Compiler.Declaration.Precision.Double
        ? PlannedNetwork.Save<double>(network, layers)
        : PlannedNetwork.Save<float>(network, layers);

    private static double[][] Inputs => [[0.5, -1, 2], [-3, 0.5, 1], [0, 0, 0], [1.5, 1.25, -0.75]];

    private static double[][] Numbers(int size) => [.. BranchSubject<float>.Numbers(4 * size, seed: 22).Select(number => (double)number).Chunk(size)];

    private static void Near(double[] expected, double[] actual, bool isDouble, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(
            Math.Abs(pair.First - pair.Second) <= (isDouble ? 1e-12 : 1e-5) * Math.Max(1, Math.Abs(pair.First)), $"{name}: {pair.Second:R} instead of {pair.First:R}"));
    }
}
