using System.Numerics;
using NeuralGen.Runtime;

namespace NeuralGen;

/// <summary>
/// What the generator implements for every class with <see cref="NeuralNetworkAttribute"/>.
/// </summary>
/// <remarks>
/// Methods that only read parameters may be called at once from any number of threads on one instance; nothing here
/// allocates after its first call. Every wrong length, overlap or layout is an <see cref="ArgumentException"/> that
/// is thrown before anything is written.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, by the network's <see cref="Precision"/>.</typeparam>
public interface INeuralNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of inputs of one sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>The number of outputs of one sample.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The names, shapes and places of the network's parameters.</summary>
    static abstract ParameterLayout Layout { get; }

    /// <summary>All weights and biases of this instance.</summary>
    ParameterVector<T> Parameters { get; }

    /// <summary>Draws all parameters again, as a new instance with this seed would.</summary>
    /// <param name="seed">The same seed gives the same parameters on every run and machine.</param>
    void Initialize(int seed);

    /// <summary>Computes the network's output a^L for one sample.</summary>
    /// <param name="input">The sample x: InputSize numbers.</param>
    /// <param name="output">Receives a^L: OutputSize numbers. Must not overlap <paramref name="input"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong or the spans overlap.</exception>
    void Forward(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Computes the network's outputs for n samples.</summary>
    /// <param name="inputs">The samples, row-major [n, InputSize].</param>
    /// <param name="outputs">Receives the outputs, row-major [n, OutputSize]. Must not overlap <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong or the spans overlap.</exception>
    void ForwardBatch(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>Computes the network's outputs for n samples on several threads: the same numbers, to the last bit.</summary>
    /// <remarks>A network that is not generated may do it on one.</remarks>
    /// <param name="inputs">The samples, row-major [n, InputSize].</param>
    /// <param name="outputs">Receives the outputs, row-major [n, OutputSize]. Must not overlap <paramref name="inputs"/>.</param>
    /// <param name="threads">
    /// The most threads to use, or -1 for a thread for each processor. A batch too small to be shared stays on the caller's
    /// thread.
    /// </param>
    /// <exception cref="ArgumentException">A length is wrong or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is 0 or less than -1.</exception>
    void ForwardBatch(ReadOnlySpan<T> inputs, Span<T> outputs, int threads)
    {
        Guard.Threads(threads, nameof(threads));
        ForwardBatch(inputs, outputs);
    }

    /// <summary>Computes the loss C of one sample.</summary>
    /// <param name="input">The sample x: InputSize numbers.</param>
    /// <param name="target">The target y: OutputSize numbers.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    T ComputeLoss(ReadOnlySpan<T> input, ReadOnlySpan<T> target);

    /// <summary>Backpropagation for one sample: the loss C and dC/dW^l, dC/db^l for every layer l.</summary>
    /// <param name="input">The sample x: InputSize numbers.</param>
    /// <param name="target">The target y: OutputSize numbers.</param>
    /// <param name="gradient">Overwritten with the gradient of the loss; has the network's layout.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">A length or the layout is wrong, or outputs overlap inputs.</exception>
    T Backward(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ParameterVector<T> gradient);

    /// <summary>Backpropagation for one sample, down to the input: also computes dC/dx.</summary>
    /// <param name="input">The sample x: InputSize numbers.</param>
    /// <param name="target">The target y: OutputSize numbers.</param>
    /// <param name="gradient">Overwritten with the gradient of the loss; has the network's layout.</param>
    /// <param name="inputGradient">Overwritten with dC/dx: InputSize numbers.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">A length or the layout is wrong, or outputs overlap inputs.</exception>
    T Backward(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ParameterVector<T> gradient, Span<T> inputGradient);

    /// <summary>Backpropagation for n samples: the mean loss and its gradient.</summary>
    /// <param name="inputs">The samples, row-major [n, InputSize]; at least one.</param>
    /// <param name="targets">The targets, row-major [n, OutputSize].</param>
    /// <param name="gradient">Overwritten with the gradient of the mean loss; has the network's layout.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A length or the layout is wrong, or outputs overlap inputs.</exception>
    T BackwardBatch(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ParameterVector<T> gradient);

    /// <summary>Backpropagation for n samples on several threads: the same numbers, to the last bit.</summary>
    /// <remarks>A network that is not generated may do it on one.</remarks>
    /// <param name="inputs">The samples, row-major [n, InputSize]; at least one.</param>
    /// <param name="targets">The targets, row-major [n, OutputSize].</param>
    /// <param name="gradient">Overwritten with the gradient of the mean loss; has the network's layout.</param>
    /// <param name="threads">
    /// The most threads to use, or -1 for a thread for each processor. A batch too small to be shared stays on the caller's
    /// thread.
    /// </param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A length or the layout is wrong, or outputs overlap inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is 0 or less than -1.</exception>
    T BackwardBatch(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ParameterVector<T> gradient, int threads)
    {
        Guard.Threads(threads, nameof(threads));
        return BackwardBatch(inputs, targets, gradient);
    }

    /// <summary>One training step: <see cref="BackwardBatch(ReadOnlySpan{T}, ReadOnlySpan{T}, ParameterVector{T})"/>, then one step of the optimiser.</summary>
    /// <remarks>
    /// A loss that is not a finite number comes without a step: parameters and optimiser stay as they were before the batch.
    /// </remarks>
    /// <param name="inputs">The samples, row-major [n, InputSize]; at least one.</param>
    /// <param name="targets">The targets, row-major [n, OutputSize].</param>
    /// <param name="optimizer">Changes the parameters by the gradient.</param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or the optimiser belongs to another layout.</exception>
    T TrainBatch(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Optimizer<T> optimizer);

    /// <summary>One training step on several threads: the same parameters, to the last bit.</summary>
    /// <remarks>
    /// A network that is not generated may do it on one. A loss that is not a finite number comes without a step.
    /// </remarks>
    /// <param name="inputs">The samples, row-major [n, InputSize]; at least one.</param>
    /// <param name="targets">The targets, row-major [n, OutputSize].</param>
    /// <param name="optimizer">Changes the parameters by the gradient.</param>
    /// <param name="threads">
    /// The most threads to use, or -1 for a thread for each processor. A batch too small to be shared stays on the caller's
    /// thread.
    /// </param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or the optimiser belongs to another layout.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is 0 or less than -1.</exception>
    T TrainBatch(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Optimizer<T> optimizer, int threads)
    {
        Guard.Threads(threads, nameof(threads));
        return TrainBatch(inputs, targets, optimizer);
    }
}
