namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>Collects numbers of a tensor, given as bits, in the array that its type is kept in.</summary>
internal sealed class NumberSink
{
    private readonly ElementType _type;
    private readonly uint[]? _singles;
    private readonly long[]? _doubles;
    private readonly int[]? _integers;
    private readonly Extent[]? _long;
    private int _count;

    public NumberSink(ElementType type, int count, Budget budget)
    {
        _type = type;
        budget.Take(count, 8, "A tensor");
        switch (type)
        {
            case ElementType.Double:
                _doubles = new long[count];
                break;
            case ElementType.Float or ElementType.Float16 or ElementType.BFloat16:
                _singles = new uint[count];
                break;
            case ElementType.Int64 or ElementType.UInt32 or ElementType.UInt64:
                _long = new Extent[count];
                break;
            default:
                _integers = new int[count];
                break;
        }
    }

    public void Add(ulong bits)
    {
        int index = _count++;
        switch (_type)
        {
            case ElementType.Double:
                _doubles![index] = unchecked((long)bits);
                break;
            case ElementType.Float:
                _singles![index] = unchecked((uint)bits);
                break;
            case ElementType.Float16:
                _singles![index] = HalfNumbers.WidenHalf((uint)(bits & 0xFFFF));
                break;
            case ElementType.BFloat16:
                _singles![index] = HalfNumbers.WidenBrain((uint)(bits & 0xFFFF));
                break;
            default:
                long integer = Integer(unchecked((long)bits));
                if (_integers is not null)
                {
                    _integers[index] = (int)integer;
                }
                else
                {
                    _long![index] = integer;
                }

                break;
        }
    }

    public Array ToArray()
    {
        if (((Array?)_integers ?? _long) is { } integers)
        {
            return integers;
        }

        Array bits = (Array?)_singles ?? _doubles!;
        Array numbers = _singles is not null ? new float[bits.Length] : new double[bits.Length];
        Buffer.BlockCopy(bits, 0, numbers, 0, Buffer.ByteLength(bits));
        return numbers;
    }

    private long Integer(long value)
    {
        (long least, long greatest) = ElementTypes.RangeOf(_type);
        return value >= least && value <= greatest
            ? value
            : throw new ImportException(ProblemKind.DamagedFile, $"The number {value} is not possible in a tensor of {ElementTypes.NameOf(_type)}.");
    }
}
