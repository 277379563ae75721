using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx.Steps;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Elementary functions of one argument, of which exporters compose activations.</summary>
internal static class FunctionOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        ActivationOperators.Unary("Neg", 6, "", (_, u) => -u),
        ActivationOperators.Unary("Reciprocal", 6, "", (_, u) => new Power(u, -1)),
        Of("Abs", 6, Function.Abs),
        OrSoftmax(Of("Exp", 6, Function.Exp), isLogarithmic: false),
        OrSoftmax(Of("Log", 6, Function.Log), isLogarithmic: true),
        Of("Sqrt", 6, Function.Sqrt),
        Of("Erf", 9, Function.Erf),
        Of("Sign", 9, Function.Sign),
        Of("Sin", 7, Function.Sin),
        Of("Cos", 7, Function.Cos),
        Of("Tan", 7, Function.Tan),
        Of("Asin", 7, Function.Asin),
        Of("Acos", 7, Function.Acos),
        Of("Atan", 7, Function.Atan),
        Of("Sinh", 9, Function.Sinh),
        Of("Cosh", 9, Function.Cosh),
        Of("Asinh", 9, Function.Asinh),
        Of("Acosh", 9, Function.Acosh),
        Of("Atanh", 9, Function.Atanh),
    ];

    private static OperatorRule Of(string name, int since, Function function) =>
        ActivationOperators.Unary(name, since, "", (_, u) => new Call(function, u));

    /// <summary>The logarithm of a Softmax is a LogSoftmax, which loses no digits of small probabilities, and the exponential of that a Softmax.</summary>
    private static OperatorRule OrSoftmax(OperatorRule rule, bool isLogarithmic) => rule with
    {
        Apply = context => context.Input(0) is Value.Activation { Step: Step.Softmax softmax } activation && softmax.IsLogarithmic != isLogarithmic
            ? Replaced(context, softmax, isLogarithmic, activation)
            : rule.Apply(context),
    };

    private static Value.Activation Replaced(OperatorContext context, Step.Softmax softmax, bool isLogarithmic, Value.Activation activation)
    {
        var step = new Step.Softmax(softmax.Inputs[0], isLogarithmic);
        step.Nodes.AddRange(softmax.Nodes);
        return context.Result(step, activation.Type, activation.Axes);
    }
}
