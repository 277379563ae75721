using System.Globalization;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// The equations of the lecture with the sizes of a network, and why each holds, for comments. A vector of layer l is
/// written a^l [n], a matrix W^l [n x m].
/// </summary>
internal static class LectureText
{
    private const string PartMark = "Through";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A vector or a matrix with its size.</summary>
    public static string Sized(string symbol, params int[] sizes) => $"{symbol} [{string.Join(" x ", sizes.Select(Number))}]";

    /// <summary><c>a1</c> as <c>a^1</c>, <c>delta2</c> as <c>delta^2</c>, <c>slope1</c> as <c>f'(z^1)</c>.</summary>
    public static string Superscript(Node node) => node switch
    {
        { Operation: Operation.Input } => "x",
        _ when IsSlope(node) => $"f'(z^{Number(node.Layer)})",
        _ when IsPart(node) => $"{(node.Layer == 0 ? "dC/dx" : "dC/da^" + Number(node.Layer))} through {Through(node.Name)}",
        _ when node.Name.StartsWith("inputGradient", StringComparison.Ordinal) => "dC/dx",
        _ when node.Name.StartsWith("gradientOfA", StringComparison.Ordinal) => $"dC/da^{Number(node.Layer)}",
        _ when node.Name.StartsWith("gradientOfD", StringComparison.Ordinal) => $"dC/dd^{Number(node.Layer)}",
        _ => $"{node.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')}^{Number(node.Layer)}",
    };

    /// <summary><c>p3</c> as <c>p^3</c>.</summary>
    public static string Superscript(string symbol)
    {
        string letters = symbol.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return $"{letters}^{symbol.Substring(letters.Length)}";
    }

    /// <summary>Whether a node is f'(z), where backpropagation cannot have it from a.</summary>
    public static bool IsSlope(Node node) => node.Name.StartsWith("slope", StringComparison.Ordinal);

    /// <summary>Whether a node is what comes back from one of several nodes that read a value.</summary>
    public static bool IsPart(Node node) => node.Name.IndexOf(PartMark, StringComparison.Ordinal) > 0;

    /// <summary>a^l, where a^0 is the sample x.</summary>
    public static string Activations(int layer) => layer == 0 ? "x" : "a^" + Number(layer);

    public static string Errors(int layer) => "delta^" + Number(layer);

    /// <summary>z^l = W^l a^(l-1) + b^l.</summary>
    /// <param name="input">What the layer reads: a^(l-1), or what dropout leaves of it.</param>
    public static string WeightedInput(int layer, int outputs, string input, int inputs, bool bias)
    {
        string l = Number(layer);
        string biases = bias ? " + " + Sized("b^" + l, outputs) : "";
        return $"{Sized("z^" + l, outputs)} = {Sized("W^" + l, outputs, inputs)} {Sized(input, inputs)}{biases}";
    }

    /// <summary>W^(l+1)T delta^(l+1), the first factor of (BP2).</summary>
    public static string ErrorsCarriedBack(int layer, int outputs, int inputs)
    {
        string l = Number(layer);
        return $"{Sized($"W^{l}T", inputs, outputs)} {Sized(Errors(layer), outputs)}";
    }

    /// <summary>(BP3), for a layer that has biases.</summary>
    public static string BiasGradient(int layer, int outputs) =>
        $"(BP3) {Sized("dC/db^" + Number(layer), outputs)} = {Sized(Errors(layer), outputs)}";

    /// <summary>(BP4).</summary>
    public static string WeightGradient(int layer, int outputs, string input, int inputs) =>
        $"(BP4) {Sized("dC/dW^" + Number(layer), outputs, inputs)} = {Sized(Errors(layer), outputs)} ({Sized(input, inputs)})^T";

    public static string WhyCrossEntropy(int layer) =>
        $"Why: d ln a_k / dz_j is 1 - a_j for k = j and -a_j else; the sum over k of -y_k times that is a_j sum(y) - y_j, a = {Activations(layer)}.";

    public static string WhyLogLikelihood(int layer) =>
        $"Why: da_k / dz_j is 1 - exp(a_j) for k = j and -exp(a_j) else; the sum over k of -y_k times that is exp(a_j) sum(y) - y_j, a = {Activations(layer)}.";

    public static string WhyOutputError(int layer, bool identity) => identity
        ? $"Why: f is the identity here, so dC/dz^{Number(layer)} is dC/da^{Number(layer)}."
        : $"Why: C depends on z^{Number(layer)}_j through a^{Number(layer)}_j = f(z^{Number(layer)}_j) alone; by the chain rule dC/dz_j = dC/da_j f'(z_j).";

    /// <param name="z">What softmax reads.</param>
    public static string WhySoftmax(int layer, string z) =>
        $"Why: each {z}_j moves every a_k, with da_k/d{z[0]}_j = a_k (1 - a_j) for k = j and -a_k a_j else; the chain rule sums over k.";

    /// <param name="z">What the logarithm of softmax reads.</param>
    public static string WhyLogSoftmax(int layer, string z) =>
        $"Why: each {z}_j moves every a^{Number(layer)}_k, by 1 - exp(a_j) for k = j and -exp(a_j) else; the sum over k of the gradient times that is what stands here.";

    /// <param name="value">What several nodes read.</param>
    public static string WhySum(string value) =>
        $"Why: {value}_k reaches C on more than one path, and the chain rule adds what comes back along them.";

    /// <param name="parameter">A vector of parameters that a function reads.</param>
    public static string WhyVectorGradient(string parameter, int layer) =>
        $"Why: {parameter}_k reaches C through a^{Number(layer)}_k alone, so dC/d{parameter[0]}_k = dC/da_k da_k/d{parameter[0]}_k.";

    public static string WhyCarriedBack(int layer, string input)
    {
        string l = Number(layer);
        return $"Why: {input}_k reaches C through every z^{l}_j, and dz^{l}_j/d{input[0]}_k = w^{l}_jk; the chain rule sums over j.";
    }

    public static string WhyDerivative(int layer) =>
        $"Why: a^{Number(layer)}_k = f(z^{Number(layer)}_k) depends on its own z alone, so dC/dz_k = dC/da_k f'(z_k).";

    public static string WhyMask(int layer)
    {
        string l = Number(layer);
        return $"Why: d^{l}_k = a^{l}_k m^{l}_k, so dC/da^{l}_k = dC/dd^{l}_k m^{l}_k: an element that was dropped has no part in C.";
    }

    public static string WhyParameterGradients(int layer, string a, bool bias)
    {
        string l = Number(layer);
        return bias
            ? $"Why: z^{l}_j = sum over k of w^{l}_jk {a}_k + b^{l}_j, so dz_j/db_j = 1 and dz_j/dw_jk = {a}_k."
            : $"Why: z^{l}_j = sum over k of w^{l}_jk {a}_k, so dz_j/dw_jk = {a}_k.";
    }

    /// <summary><c>gradientOfA1ThroughZ3</c> comes through z^3.</summary>
    private static string Through(string name)
    {
        string reader = name.Substring(name.IndexOf(PartMark, StringComparison.Ordinal) + PartMark.Length);
        return $"{char.ToLowerInvariant(reader[0])}^{reader.Substring(1)}";
    }
}
