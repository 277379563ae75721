using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>Turns column-major elements into row-major ones.</summary>
internal static class FortranOrder
{
    /// <param name="values">The elements; the first index varies fastest.</param>
    /// <param name="shape">The size of each dimension.</param>
    /// <returns>The elements; the last index varies fastest.</returns>
    public static T[] ToRowMajor<T>(T[] values, ImmutableArray<int> shape)
        where T : unmanaged
    {
        if (shape.Length < 2 || values.Length == 0)
        {
            return values;
        }

        int[] strides = Strides(shape);
        int[] index = new int[shape.Length];
        T[] result = new T[values.Length];
        int source = 0;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = values[source];

            // On to the next index; a dimension that is through begins again and moves the one before it on.
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                index[axis] = 0;
                source -= strides[axis] * shape[axis];
            }
        }

        return result;
    }

    private static int[] Strides(ImmutableArray<int> shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }
}
