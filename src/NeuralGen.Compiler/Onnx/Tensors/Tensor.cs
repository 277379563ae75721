using System.Collections.Immutable;

namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>
/// A constant. Floats, halves and bfloat16 are kept as floats, doubles as doubles, integers of up to 32 bits as such,
/// and longer ones as extents, which are integers that may depend on a batch's size.
/// </summary>
internal sealed class Tensor
{
    private readonly Array _elements;

    /// <summary>Takes the array over.</summary>
    /// <param name="elements">A float[], double[], int[] or Extent[].</param>
    public Tensor(ElementType type, ImmutableArray<int> shape, Array elements, string? name = null)
    {
        Type = type;
        Shape = shape;
        Name = name;
        _elements = elements;
    }

    public ElementType Type { get; }

    public ImmutableArray<int> Shape { get; }

    /// <summary>The name in the file of the tensor whose numbers these are.</summary>
    public string? Name { get; }

    public int Count => _elements.Length;

    public int Rank => Shape.Length;

    public float[]? Singles => _elements as float[];

    public double[]? Doubles => _elements as double[];

    /// <summary>The elements of a tensor of integers; a copy where they are short ones.</summary>
    public Extent[]? Integers => _elements is int[] short32 ? [.. short32.Select(number => (Extent)number)] : _elements as Extent[];

    /// <summary>An element as a number.</summary>
    /// <exception cref="ImportException">It depends on the batch's size.</exception>
    public double this[int index] => _elements switch
    {
        float[] singles => singles[index],
        double[] doubles => doubles[index],
        int[] integers => integers[index],
        _ => ((Extent[])_elements)[index] is { IsKnown: true } extent
            ? extent.Factor
            : throw new ImportException(ProblemKind.UnsupportedShape, "A number that is computed from the batch's size cannot be used in computations with floating-point numbers."),
    };

    /// <summary>A tensor of as many elements as a shape has.</summary>
    public static Tensor Scalar(ElementType type, Array element) => new(type, [], element);

    public static Tensor Of(Extent[] integers) => new(ElementType.Int64, [integers.Length], integers);

    /// <summary>The same elements in another shape of as many.</summary>
    public Tensor WithShape(ImmutableArray<int> shape) => new(Type, shape, _elements, Name);

    /// <summary>Elements of this tensor, chosen by their indices.</summary>
    public Tensor Pick(ImmutableArray<int> shape, Func<int, int> source, Budget budget, bool keepsName = false)
    {
        int count = CountOf(shape, "A constant");
        budget.Take(count, _elements switch { float[] or int[] => 4, double[] => 8, _ => 16 }, "A constant");
        Array picked = _elements switch
        {
            float[] singles => Pick(singles, count, source),
            double[] doubles => Pick(doubles, count, source),
            int[] integers => Pick(integers, count, source),
            _ => Pick((Extent[])_elements, count, source),
        };
        return new Tensor(Type, shape, picked, keepsName ? Name : null);
    }

    /// <summary>A tensor with the elements of this one at some places, and 0 elsewhere.</summary>
    /// <param name="sources">For each place, the index of the element that stands there.</param>
    public Tensor Scatter(ImmutableArray<int> shape, IReadOnlyDictionary<int, int> sources, Budget budget)
    {
        Tensor withZero = new(Type, [Count + 1], _elements switch
        {
            float[] singles => (Array)(float[])[.. singles, 0],
            double[] doubles => (double[])[.. doubles, 0],
            int[] integers => (int[])[.. integers, 0],
            _ => (Extent[])[.. (Extent[])_elements, 0],
        }, Name);
        return withZero.Pick(shape, place => sources.TryGetValue(place, out int source) ? source : Count, budget, keepsName: true);
    }

    /// <summary>The transposed tensor.</summary>
    public Tensor Transpose(IReadOnlyList<int> permutation, Budget budget)
    {
        if (permutation.Select((axis, index) => axis == index).All(same => same))
        {
            return this;
        }

        int[] strides = Strides(Shape);
        int[] sourceStrides = [.. permutation.Select(axis => strides[axis])];
        ImmutableArray<int> shape = [.. permutation.Select(axis => Shape[axis])];
        int[] targetStrides = Strides(shape);
        return Pick(shape, index => Offset(index, targetStrides, sourceStrides), budget, keepsName: true);
    }

    /// <summary>The distance in memory between neighbours along each axis.</summary>
    public static int[] Strides(ImmutableArray<int> shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>The place of an element with other strides: those of a permuted or repeated tensor.</summary>
    public static int Offset(int index, int[] strides, int[] otherStrides)
    {
        int offset = 0;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            offset += index / strides[axis] * otherStrides[axis];
            index %= strides[axis];
        }

        return offset;
    }

    /// <summary>The number of elements of a shape.</summary>
    /// <exception cref="ImportException">It is negative in an axis, or does not fit into an int.</exception>
    public static int CountOf(IEnumerable<int> shape, string what)
    {
        long count = 1;
        bool isEmpty = false;
        foreach (int size in shape)
        {
            isEmpty |= size == 0;
            count = size == 0 ? count : count * size;
            if (size < 0 || count > int.MaxValue)
            {
                throw new ImportException(ProblemKind.TooLarge, $"{what} of shape {Describe(shape)} has too many elements.");
            }
        }

        return isEmpty ? 0 : (int)count;
    }

    public static string Describe<T>(IEnumerable<T> shape) => $"[{string.Join(", ", shape)}]";

    private static T[] Pick<T>(T[] elements, int count, Func<int, int> source)
    {
        var picked = new T[count];
        for (int i = 0; i < count; i++)
        {
            picked[i] = elements[source(i)];
        }

        return picked;
    }
}
