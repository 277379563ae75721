using System.Globalization;
using System.Text;

namespace NeuralGen.Compiler.ModelFiles.Formats.Npz;

/// <summary>
/// Reads one .npy file: a mark, a version, a Python dictionary with exactly the keys 'descr', 'fortran_order' and 'shape', and the
/// elements. No other Python is understood.
/// </summary>
/// <param name="bytes">The file.</param>
/// <param name="name">The array's name.</param>
internal sealed class NpyParser(byte[] bytes, string name)
{
    private const string Format = "a .npy file of numbers";
    private const int BeginningLength = 8;
    private const int LongestHeader = 65_535;
    private const int LongestShown = 40;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private int _position;
    private int _end;

    /// <exception cref="ModelFileException">The file is damaged, or its elements are no numbers.</exception>
    public FileTensor Read()
    {
        ReadBeginning();
        int headerStart = _position;
        (string Text, int Place)? description = null;
        bool? isFortranOrder = null;
        long[]? shape = null;
        Take('{', "'{', the beginning of the header");
        while (!TryTake('}'))
        {
            int place = Next();
            string key = TakeText("a key");
            Take(':', "':' behind the key");
            switch (key)
            {
                case "descr" when description is null:
                    int at = Next();
                    description = (TakeText("an element type"), at);
                    break;
                case "fortran_order" when isFortranOrder is null:
                    isFortranOrder = TakeTruthValue();
                    break;
                case "shape" when shape is null:
                    shape = TakeShape();
                    break;
                default:
                    throw Damaged(place, "the keys 'descr', 'fortran_order' and 'shape', each once", ModelFileException.Quote(key));
            }

            if (!TryTake(','))
            {
                Take('}', "',' or '}'");
                break;
            }
        }

        if (Next() < _end)
        {
            throw Damaged(_position, "nothing but blanks behind the header's '}'", Show());
        }

        if (description is not { } type || isFortranOrder is not { } fortran || shape is null)
        {
            string missing = description is null ? "'descr'" : isFortranOrder is null ? "'fortran_order'" : "'shape'";
            throw Damaged(headerStart, "the keys 'descr', 'fortran_order' and 'shape', each once", $"no {missing}");
        }

        return ReadElements(type.Text, type.Place, fortran, shape);
    }

    private ModelFileException Damaged(int offset, string expected, string found) =>
        ModelFileException.Damaged(Format, offset, expected, found, name);

    private void ReadBeginning()
    {
        _end = bytes.Length;
        if (bytes.Length < BeginningLength || !bytes.Take(Magic.Length).SequenceEqual(Magic))
        {
            throw Damaged(0, "the bytes that begin a .npy file", bytes.Length < BeginningLength ? $"only {Text(bytes.Length)} bytes" : "others");
        }

        (byte major, byte minor) = (bytes[6], bytes[7]);
        if (major is < 1 or > 3 || minor != 0)
        {
            throw Damaged(6, "version 1.0, 2.0 or 3.0", $"{Text(major)}.{Text(minor)}");
        }

        int size = major == 1 ? 2 : 4;
        _position = BeginningLength + size;
        ulong length = _position <= bytes.Length
            ? NumberFormats.Bits(bytes, BeginningLength, size)
            : throw Damaged(BeginningLength, "the length of the header", "the end of the file");
        if (length > LongestHeader)
        {
            throw Damaged(BeginningLength, $"the length of the header, at most {Text(LongestHeader)}", length.ToString(CultureInfo.InvariantCulture));
        }

        if ((int)length > bytes.Length - _position)
        {
            throw Damaged(_position, $"a header of {Text((long)length)} bytes", $"only {Text(bytes.Length - _position)} before the end of the file");
        }

        _end = _position + (int)length;
    }

    private FileTensor ReadElements(string description, int place, bool isFortranOrder, long[] shape)
    {
        (string type, int size) = Type(description, place);
        long length = size;
        foreach (long dimension in shape.Contains(0) ? [0] : shape)
        {
            // Cannot overflow: both are below 2^31.
            length *= dimension;
            if (length > int.MaxValue)
            {
                throw Damaged(place, $"at most {Text(int.MaxValue)} bytes of elements", FileTensor.ShapeText(shape));
            }
        }

        if (bytes.Length - _end != length)
        {
            throw Damaged(_end, $"{Text(length)} bytes of elements, for {FileTensor.ShapeText(shape)} of '{description}'", Text(bytes.Length - _end));
        }

        if (description[0] == '>')
        {
            Reverse(size);
        }

        return isFortranOrder && shape.Length > 1
            ? new FileTensor(name, type, shape, ToRowMajor(shape, size), 0, (int)length)
            : new FileTensor(name, type, shape, bytes, _end, (int)length);
    }

    /// <summary>The type by its name in safetensors; one that cannot become parameters keeps NumPy's.</summary>
    private (string Name, int Size) Type(string description, int place)
    {
        if (description.Contains('O'))
        {
            throw Damaged(place, "numbers", $"{ModelFileException.Quote(description)}, Python objects, which are never read, since they can run any code");
        }

        bool isSound = description.Length == 3 && description[0] is '<' or '>' or '=' or '|' && char.IsDigit(description[2]) && description[2] <= '9';
        int size = isSound ? description[2] - '0' : 0;
        bool isNumber = isSound
            && (description[0] == '|' ? size == 1 : true)
            && ((description[1] is 'i' or 'u' && size is 1 or 2 or 4 or 8) || (description[1] == 'f' && size is 2 or 4 or 8) || (description[1] == 'b' && size == 1));
        return !isNumber ? throw Damaged(place, "an element type such as '<f4'", ModelFileException.Quote(description))
            : description[1] == 'f' ? (size switch { 2 => NumberFormats.Half, 4 => NumberFormats.Single, _ => NumberFormats.Double }, size)
            : (description, size);
    }

    private void Reverse(int size)
    {
        for (int i = _end; i < bytes.Length; i += size)
        {
            Array.Reverse(bytes, i, size);
        }
    }

    /// <summary>Turns elements whose first index varies fastest into those whose last one does.</summary>
    private byte[] ToRowMajor(long[] shape, int size)
    {
        byte[] result = new byte[bytes.Length - _end];
        long[] index = new long[shape.Length];
        for (int target = 0; target < result.Length; target += size)
        {
            long source = 0;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                source = (source * shape[axis]) + index[axis];
            }

            Array.Copy(bytes, _end + (source * size), result, target, size);
            for (int axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }

        return result;
    }

    private bool TakeTruthValue()
    {
        int place = Next();
        foreach ((string word, bool value) in new[] { ("True", true), ("False", false) })
        {
            if (_end - place >= word.Length && Encoding.ASCII.GetString(bytes, place, word.Length) == word)
            {
                _position += word.Length;
                return value;
            }
        }

        throw Damaged(place, "True or False", Show());
    }

    private long[] TakeShape()
    {
        Take('(', "'(', the beginning of the shape");
        var shape = new List<long>();
        while (!TryTake(')'))
        {
            shape.Add(TakeSize());
            if (!TryTake(','))
            {
                // In Python (3) is a number and (3,) a tuple.
                if (shape.Count == 1)
                {
                    throw Damaged(Next(), "',' behind the only dimension", Show());
                }

                Take(')', "',' or ')'");
                break;
            }
        }

        return [.. shape];
    }

    private long TakeSize()
    {
        int place = Next();
        long size = 0;
        for (; _position < _end && bytes[_position] is >= (byte)'0' and <= (byte)'9'; _position++)
        {
            size = Math.Min((10 * size) + (bytes[_position] - '0'), 1L + int.MaxValue);
        }

        if (_position == place)
        {
            throw Damaged(place, "the size of a dimension", Show());
        }

        if (size > int.MaxValue)
        {
            string found = ModelFileException.Quote(Encoding.ASCII.GetString(bytes, place, _position - place));
            throw Damaged(place, $"the size of a dimension, at most {Text(int.MaxValue)}", found);
        }

        // Python 2 wrote long integers with a suffix.
        TryTake('L');
        return size;
    }

    private string TakeText(string what)
    {
        int place = Next();
        if (place == _end || bytes[place] is not ((byte)'\'' or (byte)'"'))
        {
            throw Damaged(place, $"{what} in quotation marks", Show());
        }

        int closing = Array.IndexOf(bytes, bytes[place], place + 1, _end - place - 1);
        if (closing < 0)
        {
            throw Damaged(place, $"{what} in quotation marks", "no closing quotation mark");
        }

        _position = closing + 1;
        return Encoding.UTF8.GetString(bytes, place + 1, closing - place - 1);
    }

    private void Take(char character, string what)
    {
        if (!TryTake(character))
        {
            throw Damaged(_position, what, Show());
        }
    }

    private bool TryTake(char character)
    {
        int place = Next();
        if (place == _end || bytes[place] != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Skips blanks.</summary>
    private int Next()
    {
        while (_position < _end && bytes[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _position++;
        }

        return _position;
    }

    private string Show() => _position == _end
        ? "the end of the header"
        : ModelFileException.Quote(Encoding.UTF8.GetString(bytes, _position, Math.Min(_end - _position, LongestShown)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
