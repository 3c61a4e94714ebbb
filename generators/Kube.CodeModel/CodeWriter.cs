using System.Runtime.CompilerServices;
using System.Text;

namespace Kube.CodeModel;

/// <summary>Writes C# text line by line with its indentation.</summary>
public sealed class CodeWriter
{
    // One buffer a thread, handed on from writer to writer: a project has hundreds of files, each of many kilobytes.
    [ThreadStatic]
    private static StringBuilder? _spare;

    private readonly StringBuilder _text = Take();
    private int _depth;
    private bool _blankPending;

    /// <summary>Writes one line, or several where the text has line breaks; each is indented.</summary>
    public CodeWriter Line(string text)
    {
        WritePendingBlank();
        var start = 0;
        while (true)
        {
            var end = text.IndexOf('\n', start);
            var length = (end < 0 ? text.Length : end) - start;
            if (length > 0) _text.Append(' ', _depth * 4).Append(text, start, length);
            _text.Append('\n');
            if (end < 0) return this;
            start = end + 1;
        }
    }

    /// <summary>Writes one line whose parts go straight into the buffer.</summary>
    public CodeWriter Line([InterpolatedStringHandlerArgument("")] ref CodeLine line)
    {
        if (line.HasBreaks)
        {
            var text = _text.ToString(line.Start, _text.Length - line.Start);
            _text.Length = line.Start - _depth * 4;
            return Line(text);
        }
        if (_text.Length == line.Start) _text.Length = line.Start - _depth * 4;
        _text.Append('\n');
        return this;
    }

    /// <summary>An empty line before the next one, unless a block ends there.</summary>
    public CodeWriter Blank()
    {
        _blankPending = true;
        return this;
    }

    /// <summary>Writes a line, then an opening brace, and indents.</summary>
    public CodeWriter Open(string text)
    {
        Line(text).Line("{");
        _depth++;
        return this;
    }

    /// <summary>Writes a line whose parts go straight into the buffer, then an opening brace, and indents.</summary>
    public CodeWriter Open([InterpolatedStringHandlerArgument("")] ref CodeLine line)
    {
        Line(ref line).Line("{");
        _depth++;
        return this;
    }

    /// <summary>Ends a block.</summary>
    public CodeWriter Close(string end = "}")
    {
        _blankPending = false;
        _depth--;
        return Line(end);
    }

    /// <summary>Indents what follows.</summary>
    public CodeWriter Indent()
    {
        _depth++;
        return this;
    }

    /// <summary>Takes the last indentation back.</summary>
    public CodeWriter Unindent()
    {
        _depth--;
        return this;
    }

    /// <summary>What was written; lines end with a line feed.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>What was written, as the writer's last act: its buffer goes to the next writer of the thread.</summary>
    public string Finish()
    {
        var text = _text.ToString();
        _spare = _text.Clear();
        return text;
    }

    /// <summary>Starts a line and gives the buffer for the rest of it.</summary>
    internal StringBuilder Begin()
    {
        WritePendingBlank();
        return _text.Append(' ', _depth * 4);
    }

    private void WritePendingBlank()
    {
        if (!_blankPending) return;
        _text.Append('\n');
        _blankPending = false;
    }

    private static StringBuilder Take()
    {
        var buffer = _spare ?? new StringBuilder(32 * 1024);
        _spare = null;
        return buffer;
    }
}
