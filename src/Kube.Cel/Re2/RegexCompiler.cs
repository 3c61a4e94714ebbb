using System.Text;

namespace Kube.Cel.Re2;

/// <summary>Turns a syntax tree into instructions, from the end to the start: each node is given where to go on.</summary>
/// <remarks>As deep as the tree, at most 1000 levels.</remarks>
internal sealed class RegexCompiler
{
    private readonly List<Instruction> _code = [];
    private Assertions _asked;

    internal static RegexProgram Compile(RegexNode root, int groups)
    {
        var compiler = new RegexCompiler();
        var match = compiler.Emit(new() { Op = OpCode.Match });
        var end = compiler.Emit(new() { Op = OpCode.Save, Out = match, Argument = 1 });
        var body = compiler.Add(root, end);
        var start = compiler.Emit(new() { Op = OpCode.Save, Out = body, Argument = 0 });
        var prefix = Prefix(root, out var isAll);
        return new(compiler._code.ToArray(), start, 2 * groups, prefix, isAll, FirstPart(root).Kind == NodeKind.BeginText, compiler._asked);
    }

    private int Emit(Instruction instruction)
    {
        _code.Add(instruction);
        return _code.Count - 1;
    }

    private int Add(RegexNode node, int next)
    {
        switch (node.Kind)
        {
            case NodeKind.Empty:
                return next;
            case NodeKind.NoMatch:
                return Emit(new() { Op = OpCode.Fail });
            case NodeKind.Literal:
                for (var i = node.Runes.Length - 1; i >= 0; i--)
                    next = Emit(new() { Op = OpCode.Rune, Out = next, Argument = node.Runes[i] });
                return next;
            case NodeKind.Class:
                return node.Runes.Length == 0 ? Emit(new() { Op = OpCode.Fail })
                    : Emit(new() { Op = OpCode.Class, Out = next, Ranges = node.Runes });
            case NodeKind.Capture:
                next = Emit(new() { Op = OpCode.Save, Out = next, Argument = 2 * node.Group + 1 });
                return Emit(new() { Op = OpCode.Save, Out = Add(node.Parts[0], next), Argument = 2 * node.Group });
            case NodeKind.Concat:
                for (var i = node.Parts.Length - 1; i >= 0; i--)
                    next = Add(node.Parts[i], next);
                return next;
            case NodeKind.Alternate:
                var start = Add(node.Parts[node.Parts.Length - 1], next);
                for (var i = node.Parts.Length - 2; i >= 0; i--)
                    start = Emit(new() { Op = OpCode.Split, Out = Add(node.Parts[i], next), Argument = start });
                return start;
            case NodeKind.Quest:
                return Branch(Add(node.Parts[0], next), next, node.NonGreedy);
            case NodeKind.Star:
                return AddStar(node.Parts[0], next, node.NonGreedy);
            case NodeKind.Plus:
                return AddLoop(node.Parts[0], next, node.NonGreedy, out _);
            case NodeKind.Repeat:
                return AddRepeat(node, next);
            default:
                return AddAssertion(node.Kind, next);
        }
    }

    private int Branch(int into, int past, bool nonGreedy) =>
        Emit(new() { Op = OpCode.Split, Out = nonGreedy ? past : into, Argument = nonGreedy ? into : past });

    private int AddStar(RegexNode part, int next, bool nonGreedy)
    {
        var body = AddLoop(part, next, nonGreedy, out var loop);
        // A body that may be empty must be tried once even so: (|a)* prefers the empty match over a, as Go has it.
        return part.Nullable ? Branch(body, next, nonGreedy) : loop;
    }

    /// <summary>The body and, behind it, the choice to go round again.</summary>
    private int AddLoop(RegexNode part, int next, bool nonGreedy, out int loop)
    {
        loop = Emit(new() { Op = OpCode.Split });
        var body = Add(part, loop);
        _code[loop] = new() { Op = OpCode.Split, Out = nonGreedy ? next : body, Argument = nonGreedy ? body : next };
        return body;
    }

    private int AddRepeat(RegexNode node, int next)
    {
        var part = node.Parts[0];
        var copies = node.Min;
        if (part.Kind == NodeKind.Empty)
            return next;
        if (node.Max == -1)
        {
            if (node.Min == 0)
                return AddStar(part, next, node.NonGreedy);
            next = AddLoop(part, next, node.NonGreedy, out _);
            copies--;
        }
        else
        {
            // x{0,3} is (x(x(x)?)?)?: every copy may be the last, so each can leave for what follows the whole.
            var rest = next;
            for (var i = node.Min; i < node.Max; i++)
                rest = Branch(Add(part, rest), next, node.NonGreedy);
            next = rest;
        }
        for (var i = 0; i < copies; i++)
            next = Add(part, next);
        return next;
    }

    private int AddAssertion(NodeKind kind, int next)
    {
        var assertion = kind switch
        {
            NodeKind.BeginLine => Assertions.BeginLine,
            NodeKind.EndLine => Assertions.EndLine,
            NodeKind.BeginText => Assertions.BeginText,
            NodeKind.EndText => Assertions.EndText,
            NodeKind.WordBoundary => Assertions.WordBoundary,
            NodeKind.NoWordBoundary => Assertions.NoWordBoundary,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        _asked |= assertion;
        return Emit(new() { Op = OpCode.Assert, Out = next, Argument = (int)assertion });
    }

    private static string Prefix(RegexNode root, out bool isAll)
    {
        isAll = root.Kind == NodeKind.Literal;
        var first = FirstPart(root);
        var text = new StringBuilder();
        if (first.Kind == NodeKind.Literal)
        {
            foreach (var rune in first.Runes)
            {
                // Also matches half of a surrogate pair, which a search for text would not find.
                if (rune is Runes.Replacement or (>= 0xD800 and <= 0xDFFF))
                {
                    isAll = false;
                    break;
                }
                text.Append(char.ConvertFromUtf32(rune));
            }
        }
        return text.ToString();
    }

    private static RegexNode FirstPart(RegexNode node)
    {
        while (node.Kind is NodeKind.Concat or NodeKind.Capture)
            node = node.Parts[0];
        return node;
    }
}
