using System.ComponentModel;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen.Runtime;

/// <summary>
/// The weights of a model file in an assembly's resources. The resource lies in the assembly's own memory and is read there: nothing
/// of it is kept.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddedWeights : IDisposable
{
    private const int BlockLength = 1 << 14;

    private readonly string _name;
    private readonly Stream _stream;

    /// <summary>Opens a resource.</summary>
    /// <param name="assembly">The assembly of the network.</param>
    /// <param name="name">The resource's name.</param>
    /// <exception cref="InvalidOperationException">The assembly has no such resource.</exception>
    public EmbeddedWeights(Assembly assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _name = name;
        _stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(
            $"The weights of a network are missing: the assembly '{assembly.GetName().Name}' has no resource '{name}'. The build of NeuralGen puts it there; a tool that changes assemblies may have removed it.");
    }

    /// <summary>Copies numbers of 64 bits, rounded to the nearest where the tensor's are narrower.</summary>
    /// <typeparam name="T">The number format of the network.</typeparam>
    /// <param name="offset">Where the numbers begin in the resource, in bytes.</param>
    /// <param name="tensor">Receives them, row-major.</param>
    public void CopyDouble<T>(long offset, TensorView<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy<double, T>(offset, tensor, T.CreateTruncating);

    /// <summary>Copies numbers of 32 bits.</summary>
    /// <typeparam name="T">The number format of the network.</typeparam>
    /// <param name="offset">Where the numbers begin in the resource, in bytes.</param>
    /// <param name="tensor">Receives them, row-major.</param>
    public void CopySingle<T>(long offset, TensorView<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy<float, T>(offset, tensor, T.CreateTruncating);

    /// <summary>Copies numbers of 16 bits with five bits of exponent (IEEE 754).</summary>
    /// <typeparam name="T">The number format of the network.</typeparam>
    /// <param name="offset">Where the numbers begin in the resource, in bytes.</param>
    /// <param name="tensor">Receives them, row-major.</param>
    public void CopyHalf<T>(long offset, TensorView<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Copy<Half, T>(offset, tensor, static half => T.CreateTruncating((float)half));

    /// <summary>Copies numbers of 16 bits with eight bits of exponent, the upper halves of floats.</summary>
    /// <typeparam name="T">The number format of the network.</typeparam>
    /// <param name="offset">Where the numbers begin in the resource, in bytes.</param>
    /// <param name="tensor">Receives them, row-major.</param>
    public void CopyBFloat16<T>(long offset, TensorView<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Copy<ushort, T>(offset, tensor, static upper => T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)upper << 16)));

    /// <summary>Closes the resource.</summary>
    public void Dispose() => _stream.Dispose();

    private void Copy<TSource, T>(long offset, TensorView<T> tensor, Func<TSource, T> convert)
        where TSource : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _stream.Position = offset;
        T[] numbers = new T[tensor.Count];
        if (typeof(TSource) == typeof(T))
        {
            // To the last bit of a NaN.
            Read<T>(numbers);
            tensor.CopyFrom(numbers);
            return;
        }

        TSource[] block = new TSource[Math.Min(numbers.Length, BlockLength)];
        for (int done = 0; done < numbers.Length; done += block.Length)
        {
            Span<TSource> read = block.AsSpan(0, Math.Min(block.Length, numbers.Length - done));
            Read(read);
            for (int i = 0; i < read.Length; i++)
            {
                numbers[done + i] = convert(read[i]);
            }
        }

        tensor.CopyFrom(numbers);
    }

    private void Read<TSource>(Span<TSource> numbers)
        where TSource : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(numbers);
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidOperationException($"The weights of a network are damaged: the resource '{_name}' ends too early.");
        }

        if (!BitConverter.IsLittleEndian)
        {
            int size = Unsafe.SizeOf<TSource>();
            for (int i = 0; i < numbers.Length; i++)
            {
                bytes.Slice(i * size, size).Reverse();
            }
        }
    }
}
