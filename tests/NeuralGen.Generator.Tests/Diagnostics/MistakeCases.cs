namespace NeuralGen.Generator.Tests.Diagnostics;

/// <summary>One mistake of each kind: the diagnostic, the source with the place marked, and the whole message.</summary>
internal static class MistakeCases
{
    public static TheoryData<string, string, string> All { get; } = new([.. DeclarationMistakes, .. MemberMistakes, .. ShapeMistakes]);

    private static (string Id, string Source, string Message)[] DeclarationMistakes =>
    [
        ("NG1001", "[NeuralNetwork(2)] [Dense(1)] class [|Net|];",
            "'Net' is a neural network, whose other part NeuralGen writes, but it is not partial; write 'partial class Net'"),
        ("NG1001", "[NeuralNetwork(2)] [Dense(1)] sealed record [|Net|];",
            "'Net' is a neural network, whose other part NeuralGen writes, but it is not partial; write 'partial record Net'"),
        ("NG1002", "class [|Outer|] { [NeuralNetwork(2)] [Dense(1)] partial class Net; }",
            "'Outer' is not partial, but contains the neural network 'Net', of which NeuralGen writes another part; write 'partial class Outer'"),
        ("NG1002", "partial class Outer { record struct [|Middle|] { [NeuralNetwork(2)] [Dense(1)] partial class Net; } }",
            "'Middle' is not partial, but contains the neural network 'Net', of which NeuralGen writes another part; write 'partial record struct Middle'"),
        ("NG1003", "[NeuralNetwork(2)] [Dense(1)] partial struct [|Net|];",
            "'Net' is a struct, but a neural network must be a class, since it owns its parameters; write 'partial class Net'"),
        ("NG1003", "[NeuralNetwork(2)] [Dense(1)] interface [|INet|];",
            "'INet' is an interface, but a neural network must be a class, since it owns its parameters; write 'partial class INet'"),
        ("NG1003", "[NeuralNetwork(2)] [Dense(1)] partial record struct [|Net|];",
            "'Net' is a record struct, but a neural network must be a class, since it owns its parameters; write 'partial class Net'"),
        ("NG1003", "[NeuralNetwork(2)] [Dense(1)] ref partial struct [|Net|];",
            "'Net' is a ref struct, but a neural network must be a class, since it owns its parameters; write 'partial class Net'"),
        ("NG1004", "[NeuralNetwork(2)] [Dense(1)] public [|static|] partial class Net;",
            "'Net' is static, but each instance of a neural network has its own parameters; remove 'static'"),
        ("NG1004", "[NeuralNetwork(2)] [Dense(1)] partial class Net; [|static|] partial class Net;",
            "'Net' is static, but each instance of a neural network has its own parameters; remove 'static'"),
        ("NG1005", "[NeuralNetwork(2)] [Dense(1)] public [|abstract|] partial class Net;",
            "'Net' is abstract, but NeuralGen writes a whole network that can be created; remove 'abstract'"),
        ("NG1006", "[NeuralNetwork(2)] [Dense(1)] [|file|] partial class Net;",
            "'Net' is local to its file, so the part of 'Net' that NeuralGen writes, in another file, could not join it; remove 'file' or write 'internal'"),
        ("NG1006", "[|file|] partial class Outer { [NeuralNetwork(2)] [Dense(1)] partial class Net; }",
            "'Outer' is local to its file, so the part of 'Net' that NeuralGen writes, in another file, could not join it; remove 'file' or write 'internal'"),
        ("NG1007", "[[|NeuralNetwork(2)|]] partial class Net;",
            "'Net' has no layer; add one under this attribute, such as [Dense(10, Activation.Softmax)]"),
        ("NG1008", "[[|Dense(1)|]] [Dense(2)] partial class Net;",
            "'Net' has layers but is not a neural network; write [NeuralNetwork(inputSize)] above them"),
        ("NG1009", "[NeuralNetwork(2)] [Dense(1)] partial class Net; [[|Dense(2)|]] partial class Net;",
            "This layer of 'Net' stands on another part of the class than [NeuralNetwork], so that its place among the layers is unclear; move it to the other layers"),
        ("NG1011", "[NeuralNetwork(2)] [Dense(1, [|(Activation)99|])] partial class Net;",
            "99 is not a value of Activation; write one of Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.ReLU, Activation.LeakyReLU, Activation.ELU, Activation.SELU, Activation.GELU, Activation.GELUTanh, Activation.SiLU, Activation.Softplus, Activation.Softsign, Activation.HardSigmoid, Activation.HardSwish, Activation.Mish, Activation.Softmax"),
        ("NG1011", "[NeuralNetwork(2)] [Dense([|activation: (Activation)(-1)|], outputs: 1)] partial class Net;",
            "-1 is not a value of Activation; write one of Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.ReLU, Activation.LeakyReLU, Activation.ELU, Activation.SELU, Activation.GELU, Activation.GELUTanh, Activation.SiLU, Activation.Softplus, Activation.Softsign, Activation.HardSigmoid, Activation.HardSwish, Activation.Mish, Activation.Softmax"),
        ("NG1011", "[NeuralNetwork(2)] [Dense(1, [|Initializer = (Initializer)8|])] partial class Net;",
            "8 is not a value of Initializer; write one of Initializer.Default, Initializer.HeNormal, Initializer.HeUniform, Initializer.GlorotNormal, Initializer.GlorotUniform, Initializer.LeCunNormal, Initializer.StandardNormal, Initializer.Zeros"),
        ("NG1011", "[NeuralNetwork(2, [|Loss = (Loss)6|])] [Dense(1)] partial class Net;",
            "6 is not a value of Loss; write one of Loss.MeanSquaredError, Loss.HalfSquaredError, Loss.CrossEntropy, Loss.BinaryCrossEntropy, Loss.MeanAbsoluteError, Loss.Huber"),
        ("NG1011", "[NeuralNetwork(2, [|Precision = (Precision)2|])] [Dense(1)] partial class Net;",
            "2 is not a value of Precision; write one of Precision.Single, Precision.Double"),
        ("NG1012", "[NeuralNetwork(2)] [Dense(1, Activation.ELU, [|Alpha = double.NaN|])] partial class Net;",
            "Alpha is NaN, but must be a finite number in the network's precision (Single); write for example Alpha = 0.01"),
        ("NG1012", "[NeuralNetwork(2, Precision = Precision.Double)] [Dense(1, Activation.LeakyReLU, [|Alpha = double.NegativeInfinity|])] partial class Net;",
            "Alpha is -Infinity, but must be a finite number in the network's precision (Double); write for example Alpha = 0.01"),
        ("NG1012", "[NeuralNetwork(2)] [Dense(1, Activation.LeakyReLU, [|Alpha = 1e39|])] partial class Net;",
            "Alpha is 1E+39, but must be a finite number in the network's precision (Single); write for example Alpha = 0.01"),
        ("NG1013", "[NeuralNetwork(2)] [Dense(1, Activation.Tanh, [|Alpha = 0.5|])] partial class Net;",
            "Activation.Tanh has no parameter, so Alpha has no effect; remove it, or write Activation.LeakyReLU or Activation.ELU"),
    ];

    private static (string Id, string Source, string Message)[] MemberMistakes =>
    [
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { public void [|Forward|](string way) { } }", Clash("the member", "Forward")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { private static readonly int [|Parameters|] = 1; public int Get() => Parameters; }", Clash("the member", "Parameters")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { public int [|Layout|] { get; set; } }", Clash("the member", "Layout")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { public void [|get_Layout|]() { } }", Clash("the member", "get_Layout")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { public class [|Dense1|]<T>; }", Clash("the member", "Dense1")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] [Dense(1)] partial class Net { public delegate void [|Dense2|](); }", Clash("the member", "Dense2")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { private enum [|TrainingGradient|]; }", Clash("the member", "TrainingGradient")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { [System.Runtime.CompilerServices.IndexerName(\"Backward\")] public int [|this|][int index] => index; }", Clash("the member", "Backward")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { public void [|Jacobian|](System.ReadOnlySpan<float> x, System.Span<float> into) { } }", Clash("the member", "Jacobian")),
        ("NG1010", "[NeuralNetwork(2, Precision = Precision.Double)] [Dense(1)] partial class Net { private static int [|JacobianVectorProduct|](System.ReadOnlySpan<double> x, System.ReadOnlySpan<double> v, System.Span<double> into) => 0; }", Clash("the member", "JacobianVectorProduct")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { public int [|VectorJacobianProduct|] => 1; }", Clash("the member", "VectorJacobianProduct")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net { public void [|Trace|](string text) { } }", Clash("the member", "Trace")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net<[|Trace|]>;", Clash("the type parameter", "Trace")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net<[|InputSize|]>;", Clash("the type parameter", "InputSize")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class Net(int [|OutputSize|]) { public int Get() => OutputSize; }", Clash("the primary constructor's parameter", "OutputSize")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial record Net(int [|TrainBatch|]);", Clash("the member", "TrainBatch")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] partial class [|ForwardBatch|];", "'ForwardBatch' already has the name 'ForwardBatch', a name that NeuralGen gives to a member that it writes; rename it"),
        ("NG1010", "public class Parent { protected static void BackwardBatch() { } } [NeuralNetwork(2)] [Dense(1)] partial class [|Net|] : Parent;",
            Clash("from 'Parent', which it inherits, the member", "BackwardBatch")),
        ("NG1010", "[NeuralNetwork(2)] [Dense(1)] public partial class Parent; [NeuralNetwork(2)] [Dense(1)] public partial class [|Net|] : Parent;",
            Clash("from the neural network 'Parent', which it inherits, the member", "Forward")),
    ];

    private static (string Id, string Source, string Message)[] ShapeMistakes =>
    [
        ("NG2001", "[NeuralNetwork([|0|])] [Dense(1)] partial class Net;", "The number of inputs is 0, but must be at least 1"),
        ("NG2001", "[NeuralNetwork([|inputSize: -3|])] [Dense(1)] partial class Net;", "The number of inputs is -3, but must be at least 1"),
        ("NG2001", "[NeuralNetwork(28, [|-1|], 3)] [Dense(1)] partial class Net;", "The size of input dimension 2 is -1, but must be at least 1"),
        ("NG2001", "[NeuralNetwork(new int[] { 28, 28, [|0|] })] [Dense(1)] partial class Net;", "The size of input dimension 3 is 0, but must be at least 1"),
        ("NG2001", "[NeuralNetwork(2)] [Dense([|0|])] partial class Net;", "The number of outputs is 0, but must be at least 1"),
        ("NG2001", "[NeuralNetwork(2)] [Dense(activation: Activation.Tanh, [|outputs: int.MinValue|])] partial class Net;", "The number of outputs is -2147483648, but must be at least 1"),
        ("NG2002", "[[|NeuralNetwork|]] [Dense(1)] partial class Net;", "'Net' has no input; write the number of inputs, such as [NeuralNetwork(784)]"),
        ("NG2002", "[[|NeuralNetwork(new int[0])|]] [Dense(1)] partial class Net;", "'Net' has no input; write the number of inputs, such as [NeuralNetwork(784)]"),
        ("NG2002", "[[|NeuralNetwork(null!)|]] [Dense(1)] partial class Net;", "'Net' has no input; write the number of inputs, such as [NeuralNetwork(784)]"),
        ("NG2003", "[NeuralNetwork(65536, [|32768|])] [Dense(1)] partial class Net;",
            "With this size the inputs of 'Net' come to more than the 2147483647 that fit into one block of memory; write a smaller size"),
        ("NG2003", "[NeuralNetwork(1000)] [Dense(1000000)] [Dense([|int.MaxValue|])] partial class Net;",
            "With this size the parameters of 'Net' come to more than the 2147483582 that fit into one block of memory; write a smaller size"),
        ("NG2003", "[NeuralNetwork(2147483647)] [Dense([|1|])] partial class Net;",
            "With this size the parameters of 'Net' come to more than the 2147483582 that fit into one block of memory; write a smaller size"),
        ("NG2004", "[NeuralNetwork(2, [|Loss = Loss.CrossEntropy|])] [Dense(2, Activation.ReLU)] partial class Net;",
            "Loss.CrossEntropy needs outputs that are probabilities which sum to 1, but the last layer has Activation.ReLU; write Activation.Softmax there or choose another loss"),
        ("NG2005", "[NeuralNetwork(2, [|Loss = Loss.BinaryCrossEntropy|])] [Dense(2, Activation.Softmax)] partial class Net;",
            "Loss.BinaryCrossEntropy needs outputs that are probabilities each, but the last layer has Activation.Softmax; write Activation.Sigmoid there or choose another loss"),
        ("NG2006", "[NeuralNetwork(2)] [Dense(1, [|Activation.Softmax|])] partial class Net;",
            "Softmax makes the outputs of a layer sum to 1, so that a single output is always 1 and learns nothing; write Activation.Sigmoid or more outputs"),
    ];

    private static string Clash(string what, string name) =>
        $"'Net' already has {what} '{name}', a name that NeuralGen gives to a member that it writes; rename it";
}
