using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Kube.CodeModel;

/// <summary>An interpolated line on its way into a <see cref="CodeWriter"/>: a generator writes tens of thousands, and none needs to be a string first.</summary>
[InterpolatedStringHandler]
public ref struct CodeLine
{
    private readonly StringBuilder _text;

    /// <summary>Starts the line.</summary>
    public CodeLine(int literalLength, int formattedCount, CodeWriter writer)
    {
        _ = (literalLength, formattedCount);
        _text = writer.Begin();
        Start = _text.Length;
    }

    /// <summary>Where the line starts, behind its indentation.</summary>
    internal int Start { get; }

    /// <summary>Whether the text is of several lines, each of which has to be indented.</summary>
    internal bool HasBreaks { get; private set; }

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string text) => AppendFormatted(text);

    /// <summary>Adds text.</summary>
    public void AppendFormatted(string? text)
    {
        if (text is null) return;
        if (text.IndexOf('\n') >= 0) HasBreaks = true;
        _text.Append(text);
    }

    /// <summary>Adds a number.</summary>
    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a number as <paramref name="format"/> has it.</summary>
    public void AppendFormatted(ulong number, string format) => _text.Append(number.ToString(format, CultureInfo.InvariantCulture));
}
