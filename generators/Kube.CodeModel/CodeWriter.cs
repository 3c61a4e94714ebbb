using System.Text;

namespace Kube.CodeModel;

/// <summary>Writes C# text line by line with its indentation.</summary>
public sealed class CodeWriter
{
    private readonly StringBuilder _text = new(8192);
    private int _depth;
    private bool _blankPending;

    /// <summary>Writes one line, or several where the text has line breaks; each is indented.</summary>
    public CodeWriter Line(string text)
    {
        if (_blankPending)
        {
            _text.Append('\n');
            _blankPending = false;
        }
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
}
