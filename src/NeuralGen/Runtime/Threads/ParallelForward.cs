using System.ComponentModel;

namespace NeuralGen.Runtime;

/// <summary>The forward pass of a block of samples, on whichever thread takes it.</summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IForwardBlock<T>
{
    /// <summary>Computes the outputs of some samples.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="x">The first sample.</param>
    /// <param name="output">The first output.</param>
    /// <param name="count">The number of samples.</param>
    static abstract void Run(ref T parameters, ref T x, ref T output, int count);
}

/// <summary>The outputs of a batch, its blocks shared among threads.</summary>
/// <typeparam name="T">The number format.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ParallelForward<T>
    where T : unmanaged
{
    /// <summary>Computes the outputs of all samples.</summary>
    /// <typeparam name="TBlock">Computes those of a block.</typeparam>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="x">The first sample.</param>
    /// <param name="inputSize">The length of a sample.</param>
    /// <param name="output">The first output.</param>
    /// <param name="outputSize">The length of an output.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="blockSize">The number of samples of a block.</param>
    /// <param name="operations">The work for one sample.</param>
    /// <param name="threads">The most threads to use.</param>
    public static void Run<TBlock>(
        ref T parameters, ref T x, int inputSize, ref T output, int outputSize, int count, int blockSize, long operations, int threads)
        where TBlock : IForwardBlock<T>
    {
        fixed (T* pinnedParameters = &parameters, pinnedX = &x, pinnedOutput = &output)
        {
            var blocks = new Blocks<TBlock>(pinnedParameters, pinnedX, inputSize, pinnedOutput, outputSize, count, blockSize);
            int number = ((count - 1) / blockSize) + 1;
            if (ParallelWork.Pays(count, operations) && WorkerPool.Shared.TryEnter())
            {
                try
                {
                    WorkerPool.Shared.Run(ref blocks, number, threads);
                }
                finally
                {
                    WorkerPool.Shared.Exit();
                }
            }
            else
            {
                for (int block = 0; block < number; block++)
                {
                    blocks.Run(block);
                }
            }
        }
    }

    private readonly struct Blocks<TBlock>(T* parameters, T* x, int inputSize, T* output, int outputSize, int count, int blockSize) : IBlocks
        where TBlock : IForwardBlock<T>
    {
        public void Run(int block)
        {
            nint first = (nint)block * blockSize;
            TBlock.Run(ref *parameters, ref x[first * inputSize], ref output[first * outputSize], (int)Math.Min(blockSize, count - first));
        }
    }
}
