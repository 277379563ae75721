using System.Numerics;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>A number of 256 bits, mantissa * 2^exponent: as much precision as a reference for doubles could need.</summary>
internal readonly struct BigReal
{
    private const int Precision = 256;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigReal(BigInteger mantissa, int exponent)
    {
        int surplus = (int)BigInteger.Abs(mantissa).GetBitLength() - Precision;
        _mantissa = surplus > 0 ? mantissa >> surplus : mantissa;
        _exponent = surplus > 0 ? exponent + surplus : exponent;
    }

    public bool IsZero => _mantissa.IsZero;

    public bool IsNegative => _mantissa.Sign < 0;

    /// <summary>The e in 2^e &lt;= magnitude &lt; 2^(e+1).</summary>
    public int Exponent => (int)BigInteger.Abs(_mantissa).GetBitLength() - 1 + _exponent;

    public static implicit operator BigReal(int value) => new(value, 0);

    /// <summary>Exact.</summary>
    public static implicit operator BigReal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & ((1L << 52) - 1);
        long mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return new BigReal(bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    /// <summary>Good to 53 bits, within the range of doubles.</summary>
    public static explicit operator double(BigReal value)
    {
        int surplus = (int)BigInteger.Abs(value._mantissa).GetBitLength() - 60;
        return surplus > 0
            ? Math.ScaleB((double)(value._mantissa >> surplus), value._exponent + surplus)
            : Math.ScaleB((double)value._mantissa, value._exponent);
    }

    public static BigReal operator +(BigReal left, BigReal right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        // What is too small to reach the precision of the sum is left out, so that no shift gets out of hand.
        if (Math.Abs(left.Exponent - right.Exponent) > 2 * Precision)
        {
            return left.Exponent > right.Exponent ? left : right;
        }

        int exponent = Math.Min(left._exponent, right._exponent);
        return new BigReal((left._mantissa << (left._exponent - exponent)) + (right._mantissa << (right._exponent - exponent)), exponent);
    }

    public static BigReal operator -(BigReal operand) => new(-operand._mantissa, operand._exponent);

    public static BigReal operator -(BigReal left, BigReal right) => left + -right;

    public static BigReal operator *(BigReal left, BigReal right) =>
        new(left._mantissa * right._mantissa, left._exponent + right._exponent);

    public static BigReal operator /(BigReal left, BigReal right)
    {
        int shift = 2 * Precision;
        return new BigReal((left._mantissa << shift) / right._mantissa, left._exponent - right._exponent - shift);
    }

    /// <summary>This number times a power of two.</summary>
    public BigReal Scale(int power) => new(_mantissa, _exponent + power);

    /// <summary>Whether this term no longer matters in a sum.</summary>
    public bool IsNegligibleBeside(BigReal sum) => IsZero || (!sum.IsZero && Exponent < sum.Exponent - Precision);

    public BigReal Abs() => IsNegative ? -this : this;

    public static BigReal Sqrt(BigReal value)
    {
        BigReal root = Math.Sqrt((double)value);
        for (int i = 0; i < 4; i++)
        {
            root = (root + value / root).Scale(-1);
        }

        return root;
    }
}
