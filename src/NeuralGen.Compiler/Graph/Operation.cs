using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Graph;

/// <summary>What a node of the graph computes from its inputs, for one sample.</summary>
internal abstract record Operation
{
    /// <summary>The sample x.</summary>
    public sealed record Input : Operation;

    /// <summary>The target y.</summary>
    public sealed record Target : Operation;

    /// <summary>
    /// Weights, biases or what a function reads beside its inputs, with the way initial values are drawn; null where they are
    /// those of the model file and no others make sense.
    /// </summary>
    public sealed record Parameter(string Name, InitializerKind? Initializer) : Operation;

    /// <summary>Random factors, drawn anew for each sample of each training step: 0 with probability <paramref name="Rate"/>, else 1 / (1 - rate).</summary>
    public sealed record DropoutMask(double Rate) : Operation;

    /// <summary>W a: [m, n] and [n] give [m].</summary>
    public sealed record MatrixVectorProduct : Operation;

    /// <summary>W^T delta: [m, n] and [m] give [n].</summary>
    public sealed record TransposedMatrixVectorProduct : Operation;

    /// <summary>delta a^T: [m] and [n] give [m, n].</summary>
    public sealed record OuterProduct : Operation;

    /// <summary>u + v, element by element.</summary>
    public sealed record Addition : Operation;

    /// <summary>A scalar expression, applied element by element; <see cref="Variables"/> name its inputs in order.</summary>
    public sealed record Elementwise(Expression Expression, EquatableArray<string> Variables) : Operation;

    /// <summary>exp(z_j) / sum over k of exp(z_k).</summary>
    public sealed record Softmax : Operation;

    /// <summary>J^T g for the Jacobian J of softmax, from its result a and the gradient g: a (.) (g - (a . g)).</summary>
    public sealed record SoftmaxJacobianProduct : Operation;

    /// <summary>z_j - ln(sum over k of exp(z_k)), the logarithm of softmax.</summary>
    public sealed record LogSoftmax : Operation;

    /// <summary>J^T g for the Jacobian J of the logarithm of softmax, from its result a and the gradient g: g - exp(a) (sum over k of g_k).</summary>
    public sealed record LogSoftmaxJacobianProduct : Operation;

    /// <summary>
    /// The gradient of the loss by a vector of parameters that a function reads element by element, as a scalar expression.
    /// Like an outer product it is summed over the samples of a batch. The name of the tensor keeps two of them apart.
    /// </summary>
    public sealed record VectorGradient(string Tensor, Expression Expression, EquatableArray<string> Variables) : Operation;

    /// <summary>The sum of all elements.</summary>
    public sealed record Sum : Operation;

    /// <summary>- sum y ln softmax(z), from z and y by log-sum-exp.</summary>
    public sealed record CrossEntropy : Operation;

    /// <summary>The gradient of <see cref="CrossEntropy"/> by z: softmax(z) sum(y) - y.</summary>
    public sealed record CrossEntropyGradient : Operation;
}
