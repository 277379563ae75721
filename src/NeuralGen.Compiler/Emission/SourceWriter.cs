using System.Text;

namespace NeuralGen.Compiler.Emission;

/// <summary>Writes indented lines of C#. Lines end in LF on every machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _afterBlock;

    /// <summary>Writes one line, or several when <paramref name="text"/> holds line feeds.</summary>
    public void Line(string text)
    {
        if (_afterBlock)
        {
            // A closing brace stands apart from what follows, unless that continues or closes a block itself.
            _afterBlock = false;
            if (!text.StartsWith("else", StringComparison.Ordinal) && !text.StartsWith("}", StringComparison.Ordinal))
            {
                Blank();
            }
        }

        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', 4 * _depth).Append(line);
            }

            _text.Append('\n');
        }
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Writes an empty line, unless the line before is one or opens a block.</summary>
    public void Blank()
    {
        _afterBlock = false;
        if (_text.Length > 1 && _text[_text.Length - 2] is not ('\n' or '{'))
        {
            _text.Append('\n');
        }
    }

    /// <summary>Opens a block under a heading such as <c>for (...)</c>; disposing the result closes it.</summary>
    public BlockScope Block(string heading)
    {
        Line(heading);
        return Block();
    }

    /// <summary>Opens a block without a heading, for locals of its own.</summary>
    public BlockScope Block()
    {
        Line("{");
        _depth++;
        return new BlockScope(this);
    }

    /// <summary>Indents the lines that follow, without braces, until the result is disposed.</summary>
    public IndentScope Indent()
    {
        _depth++;
        return new IndentScope(this);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct BlockScope(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer._afterBlock = false;
            writer.Line("}");
            writer._afterBlock = true;
        }
    }

    internal readonly struct IndentScope(SourceWriter writer) : IDisposable
    {
        public void Dispose() => writer._depth--;
    }
}
