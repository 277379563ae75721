namespace NeuralGen.Training.Tests.Onnx.Branches;

/// <summary>The models of this folder's tests. Widths fill no vector of any tier, and no two are alike where that is possible.</summary>
internal static class BranchModels
{
    /// <summary>Residual blocks: one around the input, one around that, and a value that is used three times.</summary>
    public static OnnxGraph Residual { get; } = new OnnxGraph(20, isDouble: false)
        .Constant("w1", 0, 0.3, 20, 20).Constant("b1", 0, 0.5, 20)
        .Constant("w2", 0, 0.3, 20, 20).Constant("b2", 0, 0.5, 20)
        .Constant("w3", 0, 0.3, 20, 5).Constant("b3", 0, 0.5, 5)
        .Node("MatMul", "x w1", "p1").Node("Add", "p1 b1", "z1").Node("Relu", "z1", "h")
        .Node("Add", "h x", "u")
        .Node("MatMul", "u w2", "p2").Node("Add", "p2 b2", "z2").Node("Tanh", "z2", "v")
        .Node("Add", "v u", "r").Node("Add", "r h", "s")
        .Node("MatMul", "s w3", "p3").Node("Add", "p3 b3", "y");

    /// <summary>The input normalised; a gate, times a PRelu with a slope for each neuron; clipped between bounds for each neuron.</summary>
    public static OnnxGraph Gates { get; } = new OnnxGraph(7, isDouble: true)
        .Constant("mean", 0, 0.5, 7).Constant("scale", 1, 0.5, 7)
        .Constant("wg", 0, 0.8, 7, 13).Constant("bg", 0, 0.5, 13)
        .Constant("wt", 0, 0.8, 7, 13).Constant("bt", 0, 0.5, 13).Constant("slope", 0.25, 0.2, 13)
        .Constant("low", -0.2, 0.1, 13).Constant("high", 0.4, 0.2, 13)
        .Constant("wy", 0, 0.8, 13, 4)
        .Node("Sub", "x mean", "centred").Node("Mul", "centred scale", "n")
        .Node("MatMul", "n wg", "pg").Node("Add", "pg bg", "zg").Node("Sigmoid", "zg", "g")
        .Node("MatMul", "n wt", "pt").Node("Add", "pt bt", "zt").Node("PRelu", "zt slope", "t")
        .Node("Mul", "g t", "m").Node("Max", "m low", "raised").Node("Min", "raised high", "k")
        .Node("MatMul", "k wy", "zy").Node("Tanh", "zy", "y");

    /// <summary>A classifier that gives logarithms of probabilities, as PyTorch's NLLLoss wants them.</summary>
    public static OnnxGraph Likelihood { get; } = new OnnxGraph(9, isDouble: false)
        .Constant("w1", 0, 0.5, 9, 17).Constant("b1", 0, 0.5, 17)
        .Constant("w2", 0, 0.5, 17, 6)
        .Node("MatMul", "x w1", "p1").Node("Add", "p1 b1", "z1").Node("Tanh", "z1", "h")
        .Node("MatMul", "h w2", "z2").Node("LogSoftmax", "z2", "y");

    /// <summary>Functions before the first layer, before and behind a Softmax; one Softmax on another; a LogSoftmax within.</summary>
    public static OnnxGraph Softmaxes { get; } = new OnnxGraph(11, isDouble: false)
        .Constant("w1", 0, 1, 11, 12).Constant("w2", 0, 1, 12, 6).Constant("b2", 0, 0.5, 6)
        .Node("Tanh", "x", "bounded")
        .Node("MatMul", "bounded w1", "z1").Node("Softmax", "z1", "p").Node("Tanh", "p", "t").Node("LogSoftmax", "t", "l")
        .Node("MatMul", "l w2", "z2").Node("Add", "z2 b2", "zb").Node("Tanh", "zb", "a").Node("Softmax", "a", "q").Node("Softmax", "q", "y");

    /// <summary>The file names, which the networks have by their attributes.</summary>
    public static (string File, OnnxGraph Graph)[] Files { get; } =
        [("residual.onnx", Residual), ("gates.onnx", Gates), ("likelihood.onnx", Likelihood), ("softmaxes.onnx", Softmaxes)];
}

/// <summary>Residual blocks.</summary>
[OnnxModel("residual.onnx")]
internal sealed partial class Residual;

/// <summary>Gates, and parameters for each neuron, in double precision.</summary>
[OnnxModel("gates.onnx", Loss = Loss.HalfSquaredError)]
internal sealed partial class Gates;

/// <summary>Logarithms of probabilities with the negative log-likelihood.</summary>
[OnnxModel("likelihood.onnx", Loss = Loss.CrossEntropy)]
internal sealed partial class Likelihood;

/// <summary>Functions and Softmax in any order.</summary>
[OnnxModel("softmaxes.onnx", Loss = Loss.HalfSquaredError)]
internal sealed partial class Softmaxes;
