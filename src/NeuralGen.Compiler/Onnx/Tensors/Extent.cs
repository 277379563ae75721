using System.Globalization;

namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>A size that may depend on sizes which are only known at run time: a factor times a product of those.</summary>
/// <param name="Factor">The known part; any integer, since extents are also what shape computations compute with.</param>
/// <param name="Symbols">Bit i stands for the unknown size of the input's axis i.</param>
internal readonly record struct Extent(long Factor, uint Symbols)
{
    public static implicit operator Extent(long size) => new(size, 0);

    public bool IsKnown => Symbols == 0;

    public static Extent Unknown(int axis) => new(1, 1u << axis);

    /// <summary>The product; null where it overflows, or has the square of an unknown size.</summary>
    public static Extent? Multiply(Extent left, Extent right)
    {
        if ((left.Symbols & right.Symbols) != 0)
        {
            return null;
        }

        try
        {
            long factor = checked(left.Factor * right.Factor);
            return new Extent(factor, factor == 0 ? 0 : left.Symbols | right.Symbols);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The product of some sizes.</summary>
    public static Extent? Product(IEnumerable<Extent> sizes) =>
        sizes.Aggregate((Extent?)(Extent)1, (product, size) => product is { } known ? Multiply(known, size) : null);

    /// <summary>The quotient; null where it is no integer for every value of the unknown sizes.</summary>
    public static Extent? Divide(Extent left, Extent right) =>
        right.Factor == 0 || (left.Symbols & right.Symbols) != right.Symbols || left.Factor % right.Factor != 0 || right.Factor == -1
            ? null
            : new Extent(left.Factor / right.Factor, left.Symbols & ~right.Symbols);

    public static Extent? Add(Extent left, Extent right)
    {
        if (left.Symbols != right.Symbols)
        {
            return left.Factor == 0 ? right : right.Factor == 0 ? left : null;
        }

        try
        {
            long factor = checked(left.Factor + right.Factor);
            return new Extent(factor, factor == 0 ? 0 : left.Symbols);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public override string ToString() => (Factor, Symbols) switch
    {
        (_, 0) => Factor.ToString(CultureInfo.InvariantCulture),
        (1, _) => "N",
        _ => Factor.ToString(CultureInfo.InvariantCulture) + "N",
    };
}
