using System.ComponentModel;
using System.Numerics;

namespace NeuralGen.Runtime;

/// <summary>Backpropagation for a block of samples, on whichever thread takes it.</summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBackwardBlock<T>
{
    /// <summary>Computes the sum of losses, and the gradient of their mean over the batch.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The first target.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="overwrite">Whether the gradient is overwritten, or added to.</param>
    /// <param name="scale">One divided by the number of the batch's samples.</param>
    /// <returns>The sum of the losses.</returns>
    static abstract T Run(ref T parameters, ref T x, ref T y, int count, ref T gradient, bool overwrite, T scale);
}

/// <summary>Backpropagation with dropout for a block of samples, on whichever thread takes it.</summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDropoutBlock<T>
{
    /// <summary>Computes the sum of losses, and the gradient of their mean over the batch.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The first target.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="overwrite">Whether the gradient is overwritten, or added to.</param>
    /// <param name="scale">One divided by the number of the batch's samples.</param>
    /// <param name="key">What the masks are drawn from.</param>
    /// <returns>The sum of the losses.</returns>
    static abstract T Run(ref T parameters, ref T x, ref T y, int count, ref T gradient, bool overwrite, T scale, DropoutKey key);
}

/// <summary>
/// Loss and gradient of a batch, its blocks shared among threads. Each block has a gradient of its own; they are added in
/// the order of the blocks, whichever thread had them, so the sum has the same bits for any number of threads.
/// </summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ParallelBackward<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes mean loss and gradient of all samples.</summary>
    /// <typeparam name="TBlock">Computes those of a block.</typeparam>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="x">The first sample.</param>
    /// <param name="inputSize">The length of a sample.</param>
    /// <param name="y">The first target.</param>
    /// <param name="outputSize">The length of a target.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="blockSize">The number of samples of a block.</param>
    /// <param name="gradient">Overwritten with the gradient.</param>
    /// <param name="length">The length of the gradient.</param>
    /// <param name="operations">The work for one sample.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>The mean loss.</returns>
    public static T Run<TBlock>(
        ref T parameters, ref T x, int inputSize, ref T y, int outputSize, int count, int blockSize, ref T gradient, int length, long operations, int threads)
        where TBlock : IBackwardBlock<T> =>
        Run(
            new BlockWithoutKey<TBlock>(), ref parameters, ref x, inputSize, ref y, outputSize, count, blockSize, ref gradient, length, operations, threads);

    /// <summary>Computes mean loss and gradient of all samples, with dropout.</summary>
    /// <typeparam name="TBlock">Computes those of a block.</typeparam>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="x">The first sample.</param>
    /// <param name="inputSize">The length of a sample.</param>
    /// <param name="y">The first target.</param>
    /// <param name="outputSize">The length of a target.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="blockSize">The number of samples of a block.</param>
    /// <param name="gradient">Overwritten with the gradient.</param>
    /// <param name="length">The length of the gradient.</param>
    /// <param name="operations">The work for one sample.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="key">What the masks are drawn from.</param>
    /// <returns>The mean loss.</returns>
    public static T Run<TBlock>(
        ref T parameters, ref T x, int inputSize, ref T y, int outputSize, int count, int blockSize, ref T gradient, int length, long operations, int threads, DropoutKey key)
        where TBlock : IDropoutBlock<T> =>
        Run(
            new BlockWithKey<TBlock>(key), ref parameters, ref x, inputSize, ref y, outputSize, count, blockSize, ref gradient, length, operations, threads);

    private static T Run<TBlock>(
        TBlock work, ref T parameters, ref T x, int inputSize, ref T y, int outputSize, int count, int blockSize, ref T gradient, int length, long operations, int threads)
        where TBlock : unmanaged, IBlock
    {
        fixed (T* pinnedParameters = &parameters, pinnedX = &x, pinnedY = &y, pinnedGradient = &gradient)
        {
            var batch = new Batch<TBlock>(work, pinnedParameters, pinnedX, inputSize, pinnedY, outputSize, count, blockSize);
            double loss;
            if (ParallelWork.Pays(count, operations) && WorkerPool.Shared.TryEnter())
            {
                try
                {
                    loss = Share(in batch, pinnedGradient, length, threads);
                }
                finally
                {
                    WorkerPool.Shared.Exit();
                }
            }
            else
            {
                loss = Alone(in batch, pinnedGradient);
            }

            return T.CreateTruncating(loss / count);
        }
    }

    /// <summary>Block by block, straight into the gradient.</summary>
    private static double Alone<TBlock>(in Batch<TBlock> batch, T* gradient)
        where TBlock : unmanaged, IBlock
    {
        double loss = 0;
        for (int block = 0; block < batch.Blocks; block++)
        {
            loss += double.CreateTruncating(batch.Run(block, gradient, overwrite: block == 0));
        }

        return loss;
    }

    /// <summary>As many blocks at a time as there are buffers for; then their gradients are added.</summary>
    private static double Share<TBlock>(in Batch<TBlock> batch, T* gradient, int length, int threads)
        where TBlock : unmanaged, IBlock
    {
        WorkerPool pool = WorkerPool.Shared;
        var buffers = GradientBuffers<T, TBlock>.Get(length, batch.Blocks, pool.Threads(threads));
        double loss = 0;
        for (int first = 0; first < batch.Blocks; first += buffers.Count)
        {
            int blocks = Math.Min(buffers.Count, batch.Blocks - first);
            var wave = new Wave<TBlock>(in batch, first, gradient, buffers);
            pool.Run(ref wave, blocks, threads);
            for (int i = 0; i < blocks; i++)
            {
                loss += double.CreateTruncating(buffers.Loss(i));
            }

            buffers.AddTo(gradient, first == 0 ? 1 : 0, blocks, pool, threads);
        }

        return loss;
    }

    /// <summary>A batch and its cut.</summary>
    private readonly struct Batch<TBlock>(TBlock work, T* parameters, T* x, int inputSize, T* y, int outputSize, int count, int blockSize)
        where TBlock : unmanaged, IBlock
    {
        private readonly T _scale = T.One / T.CreateTruncating(count);

        public int Blocks => ((count - 1) / blockSize) + 1;

        public T Run(int block, T* gradient, bool overwrite)
        {
            nint first = (nint)block * blockSize;
            int samples = (int)Math.Min(blockSize, count - first);
            return work.Run((int)first, ref *parameters, ref x[first * inputSize], ref y[first * outputSize], samples, ref *gradient, overwrite, _scale);
        }
    }

    /// <summary>The blocks from one on, each with a buffer; the batch's first block has the gradient itself.</summary>
    private readonly struct Wave<TBlock>(in Batch<TBlock> batch, int first, T* gradient, GradientBuffers<T, TBlock> buffers) : IBlocks
        where TBlock : unmanaged, IBlock
    {
        private readonly Batch<TBlock> _batch = batch;

        public void Run(int block) =>
            buffers.Loss(block) = _batch.Run(first + block, first + block == 0 ? gradient : buffers.Gradient(block), overwrite: true);
    }

    /// <summary>A block of either kind, by the number of its first sample.</summary>
    private interface IBlock
    {
        T Run(int first, ref T parameters, ref T x, ref T y, int count, ref T gradient, bool overwrite, T scale);
    }

    private readonly struct BlockWithoutKey<TBlock> : IBlock
        where TBlock : IBackwardBlock<T>
    {
        public T Run(int first, ref T parameters, ref T x, ref T y, int count, ref T gradient, bool overwrite, T scale) =>
            TBlock.Run(ref parameters, ref x, ref y, count, ref gradient, overwrite, scale);
    }

    private readonly struct BlockWithKey<TBlock>(DropoutKey key) : IBlock
        where TBlock : IDropoutBlock<T>
    {
        public T Run(int first, ref T parameters, ref T x, ref T y, int count, ref T gradient, bool overwrite, T scale) =>
            TBlock.Run(ref parameters, ref x, ref y, count, ref gradient, overwrite, scale, key.From(first));
    }
}
