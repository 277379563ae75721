using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>
/// Reads the header's text: a Python dictionary with exactly the keys 'descr', 'fortran_order' and 'shape', in any order.
/// No other Python is understood.
/// </summary>
/// <param name="text">The header, after its length.</param>
/// <param name="start">The offset of the text in the file.</param>
/// <param name="accepted">The element types that can be read, for messages.</param>
/// <param name="damaged">Makes the exception: offset in the file, expected, found.</param>
internal ref struct NpyHeaderParser(ReadOnlySpan<byte> text, long start, string accepted, Func<long, string, string, InvalidDataException> damaged)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    public NpyHeader Parse()
    {
        NpyElementType? type = null;
        bool? isFortranOrder = null;
        ImmutableArray<int>? shape = null;
        Take('{', "'{', the beginning of the header");
        while (!TryTake('}'))
        {
            int keyAt = Next();
            string key = TakeString("a key");
            bool isNew = key switch
            {
                "descr" => type is null,
                "fortran_order" => isFortranOrder is null,
                "shape" => shape is null,
                _ => throw damaged(start + keyAt, "one of the keys 'descr', 'fortran_order' and 'shape'", Shown.Quote(key)),
            };
            if (!isNew)
            {
                throw damaged(start + keyAt, "each key once", $"{Shown.Quote(key)} again");
            }

            Take(':', "':' behind the key");
            switch (key)
            {
                case "descr":
                    type = TakeType();
                    break;
                case "fortran_order":
                    isFortranOrder = TakeTruthValue();
                    break;
                default:
                    shape = TakeShape();
                    break;
            }

            if (!TryTake(','))
            {
                Take('}', "',' or '}'");
                break;
            }
        }

        int end = Next();
        if (end < _text.Length)
        {
            throw damaged(start + end, "nothing but blanks behind the header's '}'", ShowNext());
        }

        return type is not null && isFortranOrder is not null && shape is not null
            ? new NpyHeader(type.Value, isFortranOrder.Value, shape.Value, Product(shape.Value))
            : throw damaged(start, "the keys 'descr', 'fortran_order' and 'shape'", $"no {Missing(type is null, isFortranOrder is null)}");
    }

    private static string Missing(bool type, bool order) => type ? "'descr'" : order ? "'fortran_order'" : "'shape'";

    private NpyElementType TakeType()
    {
        int at = Next();
        if (at < _text.Length && _text[at] == '[')
        {
            throw damaged(start + at, $"one element type ({accepted})", "a structure of several fields, which is not read here");
        }

        string description = TakeString($"an element type ({accepted})");
        if (description.Contains('O'))
        {
            throw damaged(
                start + at,
                $"an element type ({accepted})",
                $"{Shown.Quote(description)}, Python objects, which are stored as a pickle and never read here, since a pickle can run any code");
        }

        return NpyElementType.TryParse(description, out NpyElementType type)
            ? type
            : throw damaged(start + at, $"an element type ({accepted})", Shown.Quote(description));
    }

    private bool TakeTruthValue()
    {
        int at = Next();
        foreach ((string word, bool value) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
        {
            if (StartsWith(word))
            {
                _position += word.Length;
                return value;
            }
        }

        throw damaged(start + at, "True or False", ShowNext());
    }

    private ImmutableArray<int> TakeShape()
    {
        Take('(', "'(', the beginning of the shape");
        ImmutableArray<int>.Builder shape = ImmutableArray.CreateBuilder<int>();
        while (!TryTake(')'))
        {
            shape.Add(TakeSize());
            if (!TryTake(','))
            {
                // In Python (3) is a number and (3,) a tuple.
                Take(')', shape.Count == 1 ? "',' behind the only dimension" : "',' or ')'", isAllowed: shape.Count > 1);
                break;
            }
        }

        return shape.ToImmutable();
    }

    private int TakeSize()
    {
        int at = Next();
        long size = 0;
        while (_position < _text.Length && char.IsAsciiDigit((char)_text[_position]))
        {
            size = Math.Min((10 * size) + (_text[_position] - '0'), 1L + int.MaxValue);
            _position++;
        }

        if (_position == at)
        {
            throw damaged(start + at, "the size of a dimension", ShowNext());
        }

        if (size > Array.MaxLength)
        {
            throw damaged(start + at, $"the size of a dimension, at most {Array.MaxLength}", Shown.Quote(Text(_text[at.._position])));
        }

        // Python 2 wrote long integers with a suffix.
        TryTake('L');
        return (int)size;
    }

    private readonly int Product(ImmutableArray<int> shape)
    {
        long product = 1;
        foreach (int size in shape.Contains(0) ? [0] : shape)
        {
            // Cannot overflow: both are below 2^31.
            product *= size;
            if (product > Array.MaxLength)
            {
                throw damaged(start, $"a shape of at most {Array.MaxLength} elements", $"({string.Join(", ", shape.Take(8))}{(shape.Length > 8 ? ", ..." : "")})");
            }
        }

        return (int)product;
    }

    private string TakeString(string what)
    {
        int at = Next();
        if (at == _text.Length || _text[at] is not ((byte)'\'' or (byte)'"'))
        {
            throw damaged(start + at, $"{what} in quotation marks", ShowNext());
        }

        int length = _text[(at + 1)..].IndexOf(_text[at]);
        if (length < 0)
        {
            throw damaged(start + at, $"{what} in quotation marks", "no closing quotation mark");
        }

        _position = at + length + 2;
        return Text(_text.Slice(at + 1, length));
    }

    private void Take(char character, string what, bool isAllowed = true)
    {
        int at = Next();
        if (!isAllowed || !TryTake(character))
        {
            throw damaged(start + at, what, ShowNext());
        }
    }

    private bool TryTake(char character)
    {
        int at = Next();
        if (at == _text.Length || _text[at] != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    private readonly bool StartsWith(string word)
    {
        ReadOnlySpan<byte> rest = _text[_position..];
        return rest.Length >= word.Length && Text(rest[..word.Length]) == word;
    }

    /// <summary>Skips blanks.</summary>
    private int Next()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _position++;
        }

        return _position;
    }

    private readonly string ShowNext() => _position < _text.Length ? Shown.Quote(Text(_text[_position..])) : "the end of the header";

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.Latin1.GetString(bytes);
}
