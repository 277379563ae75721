namespace NeuralGen.Compiler.Planning;

/// <summary>About how much work a pass is, for deciding whether threads should share a batch.</summary>
internal static class WorkEstimate
{
    /// <summary>An elementary function is a polynomial of some eight multiply-adds; other elementwise work is less.</summary>
    private const int OperationsPerElement = 16;

    /// <summary>The operations of all steps for one sample.</summary>
    public static long Operations(IEnumerable<Step> steps) => steps.Sum(step => Operations(step.Kernel));

    private static long Operations(Kernel kernel) => kernel switch
    {
        Kernel.DenseForward dense => (2L * dense.Inputs * dense.Outputs) + Elementwise(dense.Outputs),
        Kernel.DenseInputGradient gradient => 2L * gradient.Inputs * gradient.Outputs,
        Kernel.DenseWeightGradient gradient => 2L * gradient.Inputs * gradient.Outputs,
        Kernel.Elementwise elementwise => Elementwise(elementwise.Length),
        Kernel.Loss loss => Elementwise(loss.Length),
        Kernel.Softmax softmax => Elementwise(softmax.Length),
        Kernel.SoftmaxJacobianProduct product => Elementwise(product.Length),
        Kernel.CrossEntropy cross => Elementwise(cross.Length),
        _ => throw new InvalidOperationException($"There is no estimate for {kernel.GetType().Name}."),
    };

    private static long Elementwise(int length) => (long)OperationsPerElement * length;
}
