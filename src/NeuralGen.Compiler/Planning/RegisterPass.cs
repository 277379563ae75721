using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>The forward pass of one sample as one method of a tier: what layers compute stays in vector registers until the next one has read it.</summary>
/// <param name="Layers">Dense layers, each of which reads what the one before it computed; the first reads the sample.</param>
/// <param name="Last">What comes behind them, such as a softmax; null where the last layer writes the output.</param>
/// <param name="Prediction">What all of it should cost.</param>
internal sealed record RegisterPass(EquatableArray<RegisterLayer> Layers, Step? Last, Prediction Prediction);

/// <summary>A layer of such a pass.</summary>
/// <param name="Step">Its step in the forward program; the kernel is a product.</param>
/// <param name="PartialSums">Sums of rows: the partial sums of each vector of results.</param>
/// <param name="RowsInTurn">Sums of rows: the rows that a turn of the loop takes; 0 where there is no loop.</param>
/// <param name="Activation">The step with its activation, where that is no part of the product's kernel.</param>
internal sealed record RegisterLayer(Step Step, int PartialSums, int RowsInTurn, Step? Activation)
{
    public bool IsLoop => RowsInTurn > 0;

    /// <summary>Whether it reads the sample from memory: the first layer does.</summary>
    public bool ReadsSample => Step.Operands[0] is Operand.Memory { Place: Place.Input };

    public Kernel.Product Kernel => (Kernel.Product)Step.Kernel;

    /// <summary>The kernel of an activation in a step of its own.</summary>
    public Kernel.Elementwise? ActivationKernel => Activation?.Kernel as Kernel.Elementwise;

    /// <summary>Where its values would be in memory.</summary>
    public Operand.Memory To => (Activation ?? Step).Written;

    /// <summary>The function on each vector of sums.</summary>
    public Expression Epilogue => ActivationKernel is { } activation ? activation.Results[0].Value : Kernel.Epilogue;
}
