using System.Globalization;
using System.Text;

namespace NeuralGen.Compiler.ModelFiles.Formats.Safetensors;

/// <summary>What begins at a place of a JSON text.</summary>
internal enum JsonToken
{
    Object,
    Array,
    Text,
    Number,
    Word,
}

/// <summary>
/// Walks over JSON, strictly by RFC 8259, without recursion: objects and arrays are entered and left by whoever reads them, and
/// what nobody asks for is not skipped but refused. System.Text.Json is not there for analyzers.
/// </summary>
/// <param name="bytes">The file.</param>
/// <param name="start">Where the text begins.</param>
/// <param name="end">Where it ends.</param>
internal sealed class JsonCursor(byte[] bytes, int start, int end)
{
    private const int LongestToken = 40;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The next byte's offset in the file.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Refuses bytes that are no UTF-8.</summary>
    public void ThrowIfNotText()
    {
        int position = Position;
        while (position < end)
        {
            int length = Utf8Length(position);
            if (length == 0)
            {
                throw SafetensorsFile.Damaged(position, "text in UTF-8", Byte(position));
            }

            position += length;
        }
    }

    /// <summary>Refuses anything but white space up to the end.</summary>
    public void ThrowUnlessAtEnd()
    {
        SkipSpace();
        if (Position < end)
        {
            throw Unsound();
        }
    }

    /// <summary>Enters an object or array whose first byte is next.</summary>
    public void Enter() => Position++;

    /// <summary>Goes on to the next element of an array, or leaves the array; <paramref name="isFirst"/> is for the first call.</summary>
    public bool NextElement(bool isFirst) => Next(']', isFirst);

    /// <summary>Goes on to the next property of an object and tells its name and the place of it, or leaves the object.</summary>
    public bool NextProperty(bool isFirst, out string name, out int place)
    {
        name = "";
        bool isProperty = Next('}', isFirst);
        place = Position;
        if (isProperty)
        {
            if (Position == end || bytes[Position] != '"')
            {
                throw Unsound();
            }

            name = TakeText();
            SkipSpace();
            Take(':');
            SkipSpace();
        }

        return isProperty;
    }

    /// <summary>What begins here.</summary>
    public JsonToken Peek()
    {
        SkipSpace();
        return (Position == end ? '\0' : (char)bytes[Position]) switch
        {
            '{' => JsonToken.Object,
            '[' => JsonToken.Array,
            '"' => JsonToken.Text,
            '-' or (>= '0' and <= '9') => JsonToken.Number,
            't' or 'f' or 'n' => JsonToken.Word,
            _ => throw Unsound(),
        };
    }

    /// <summary>What begins here, as messages show it.</summary>
    public string Show()
    {
        int from = Position;
        switch (Peek())
        {
            case JsonToken.Object:
                return "an object";
            case JsonToken.Array:
                return "an array";
            case JsonToken.Text:
                return "a text";
            case JsonToken.Number:
                TakeNumber();
                break;
            default:
                TakeWord();
                break;
        }

        int length = Position - from;
        Position = from;
        return Encoding.ASCII.GetString(bytes, from, Math.Min(length, LongestToken)) + (length > LongestToken ? "..." : "");
    }

    /// <summary>Takes a number and returns it as it is written.</summary>
    public string TakeNumber()
    {
        int from = Position;
        TryTake('-');
        if (!TryTake('0'))
        {
            TakeDigits();
        }

        if (TryTake('.'))
        {
            TakeDigits();
        }

        if (TryTake('e') || TryTake('E'))
        {
            _ = TryTake('+') || TryTake('-');
            TakeDigits();
        }

        // What may follow a number: nothing that would continue it.
        return Position == end || bytes[Position] is (byte)',' or (byte)']' or (byte)'}' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'
            ? Encoding.ASCII.GetString(bytes, from, Position - from)
            : throw Unsound();
    }

    /// <summary>Takes a text, whose opening quotation mark is next.</summary>
    public string TakeText()
    {
        int place = Position;
        var text = new StringBuilder();
        Position++;
        int plain = Position;
        while (Position < end && bytes[Position] != '"')
        {
            if (bytes[Position] < 0x20)
            {
                throw Unsound();
            }

            if (bytes[Position] == '\\')
            {
                text.Append(Strict.GetString(bytes, plain, Position - plain));
                Position++;
                text.Append(TakeEscape());
                plain = Position;
            }
            else
            {
                Position++;
            }
        }

        text.Append(Strict.GetString(bytes, plain, Position - plain));
        Take('"');
        string result = text.ToString();
        return IsWhole(result) ? result : throw SafetensorsFile.Damaged(place, "a text of whole characters", "half of a surrogate pair");
    }

    private void TakeWord()
    {
        string word = (char)bytes[Position] switch { 't' => "true", 'f' => "false", _ => "null" };
        foreach (char letter in word)
        {
            Take(letter);
        }
    }

    private char TakeEscape()
    {
        char escape = Position == end ? '\0' : (char)bytes[Position];
        if (escape == 'u')
        {
            Position++;
            int code = 0;
            for (int i = 0; i < 4; i++)
            {
                code = (16 * code) + TakeHexadecimal();
            }

            return (char)code;
        }

        int index = "\"\\/bfnrt".IndexOf(escape);
        if (index < 0)
        {
            throw Unsound();
        }

        Position++;
        return "\"\\/\b\f\n\r\t"[index];
    }

    private int TakeHexadecimal()
    {
        char digit = Position == end ? '\0' : (char)bytes[Position];
        int value = digit switch
        {
            >= '0' and <= '9' => digit - '0',
            >= 'a' and <= 'f' => digit - 'a' + 10,
            >= 'A' and <= 'F' => digit - 'A' + 10,
            _ => throw Unsound(),
        };
        Position++;
        return value;
    }

    private bool Next(char closing, bool isFirst)
    {
        SkipSpace();
        if (TryTake(closing))
        {
            return false;
        }

        if (!isFirst)
        {
            Take(',');
            SkipSpace();
            if (Position < end && bytes[Position] == closing)
            {
                throw Unsound();
            }
        }

        return true;
    }

    private void TakeDigits()
    {
        int from = Position;
        while (Position < end && bytes[Position] is >= (byte)'0' and <= (byte)'9')
        {
            Position++;
        }

        if (Position == from)
        {
            throw Unsound();
        }
    }

    private void Take(char character)
    {
        if (!TryTake(character))
        {
            throw Unsound();
        }
    }

    private bool TryTake(char character)
    {
        if (Position == end || bytes[Position] != character)
        {
            return false;
        }

        Position++;
        return true;
    }

    private void SkipSpace()
    {
        while (Position < end && bytes[Position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            Position++;
        }
    }

    private ModelFileException Unsound() =>
        SafetensorsFile.Damaged(Position, "sound JSON", Position < end ? Byte(Position) : "the end of the header");

    private string Byte(int position) => "the byte " + bytes[position].ToString("x2", CultureInfo.InvariantCulture);

    private static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    /// <summary>The bytes of the character that begins here; 0 where none does.</summary>
    private int Utf8Length(int position)
    {
        byte first = bytes[position];
        (int length, byte lowest, byte highest) = first switch
        {
            < 0x80 => (1, (byte)0, (byte)0),
            >= 0xC2 and < 0xE0 => (2, (byte)0x80, (byte)0xBF),
            0xE0 => (3, (byte)0xA0, (byte)0xBF),
            0xED => (3, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (3, (byte)0x80, (byte)0xBF),
            0xF0 => (4, (byte)0x90, (byte)0xBF),
            >= 0xF1 and <= 0xF3 => (4, (byte)0x80, (byte)0xBF),
            0xF4 => (4, (byte)0x80, (byte)0x8F),
            _ => (0, (byte)0, (byte)0),
        };
        if (position + length > end)
        {
            return 0;
        }

        for (int i = 1; i < length; i++)
        {
            byte next = bytes[position + i];
            if (i == 1 ? next < lowest || next > highest : next is < 0x80 or > 0xBF)
            {
                return 0;
            }
        }

        return length;
    }
}
