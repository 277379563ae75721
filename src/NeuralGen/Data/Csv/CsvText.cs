using System.Text;

namespace NeuralGen;

/// <summary>
/// The characters of a text file with every line end of one kind: a lone carriage return becomes a line feed. Refuses what
/// is no text. So the tokeniser behind it and the line numbers of messages agree on what a line is.
/// </summary>
internal sealed class CsvText : TextReader
{
    // Stands for bytes that are no UTF-8: not a character, so that no sound text contains it.
    private const char NoText = '\uFFFF';
    private const char ByteOrderMark = '\uFEFF';

    private readonly TextReader _text;
    private readonly string _name;
    private int _pending;
    private int _lineEnds;

    public CsvText(TextReader text, string name)
    {
        _text = text;
        _name = name;
        int first = text.Read();
        _pending = first == ByteOrderMark ? text.Read() : first;
    }

    /// <summary>Reads UTF-8, or what a byte order mark says; the stream stays open.</summary>
    public static StreamReader Decode(Stream stream)
    {
        var encoding = (Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: true).Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback(NoText.ToString());
        return new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }

    public override int Peek() => throw new NotSupportedException();

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        Span<char> chunk = buffer[..Fill(buffer)];
        int from = 0;
        for (int found = chunk.IndexOfAny('\r', '\0', NoText); found >= 0; found = chunk[from..].IndexOfAny('\r', '\0', NoText))
        {
            int at = from + found;
            if (chunk[at] != '\r')
            {
                throw NoTextAt(_lineEnds + chunk[..at].Count('\n') + 1, chunk[at]);
            }

            if (!IsFollowedByLineFeed(chunk, at))
            {
                chunk[at] = '\n';
            }

            from = at + 1;
        }

        _lineEnds += chunk.Count('\n');
        return chunk.Length;
    }

    private int Fill(Span<char> buffer)
    {
        if (buffer.IsEmpty || _pending < 0)
        {
            return buffer.IsEmpty ? 0 : _text.Read(buffer);
        }

        buffer[0] = (char)_pending;
        _pending = -1;
        return 1 + _text.Read(buffer[1..]);
    }

    private bool IsFollowedByLineFeed(ReadOnlySpan<char> chunk, int at)
    {
        if (at + 1 < chunk.Length)
        {
            return chunk[at + 1] == '\n';
        }

        _pending = _text.Read();
        return _pending == '\n';
    }

    private InvalidDataException NoTextAt(int line, char found) => new(
        $"'{_name}' is not a text file: in line {line}, expected UTF-8, or UTF-16 or UTF-32 with a byte order mark; found "
        + (found == NoText ? "bytes that are no UTF-8." : "a NUL character."));
}
