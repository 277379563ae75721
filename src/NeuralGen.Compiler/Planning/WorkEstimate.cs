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
        Kernel.Product { Backwards: true, Factors.Count: 0 } product => 2L * product.Rows * product.Length,
        Kernel.Product product => (2L * product.Rows * product.Length) + Elementwise(product.ResultCount),
        Kernel.RowOuterProducts products => 2L * products.Rows * products.Length,
        Kernel.Elementwise elementwise => Elementwise(elementwise.Length),
        Kernel.DropoutMask mask => Elementwise(mask.Length),
        Kernel.Loss loss => Elementwise(loss.Length),
        Kernel.Softmax softmax => Elementwise(softmax.Length),
        Kernel.SoftmaxJacobianProduct product => Elementwise(product.Length),
        Kernel.LogSoftmax softmax => Elementwise(softmax.Length),
        Kernel.LogSoftmaxJacobianProduct product => Elementwise(product.Length),
        Kernel.VectorGradients gradients => Elementwise(gradients.Length),
        Kernel.CrossEntropy cross => Elementwise(cross.Length),
        _ => throw new InvalidOperationException($"There is no estimate for {kernel.GetType().Name}."),
    };

    private static long Elementwise(int length) => (long)OperationsPerElement * length;
}
