namespace Kube.Cel.Syntax;

/// <summary>Which parts of the grammar are on: they differ by environment version.</summary>
[Flags]
internal enum SyntaxFeatures
{
    None = 0,
    Macros = 1,
    Optionals = 2,
    TwoVariableMacros = 4,
    ListMacros = 8,
    EscapedIdentifiers = 16,
}

/// <summary>Turns text into a tree with macros expanded, reporting several errors in one pass.</summary>
/// <remarks>
/// Nesting is limited to 250 as in the reference implementation, whose grammar rules are counted one by one: that keeps every later pass,
/// each of which recurses over the tree, far from the end of the stack.
/// </remarks>
internal sealed partial class Parser
{
    public const int MaxDepth = 250;
    public const int MaxCodePoints = 100_000;
    public const int MaxNodes = 1_000_000;

    private readonly string _text;
    private readonly SyntaxFeatures _features;
    private readonly DiagnosticBag _diagnostics;
    private Lexer _lexer;
    private Token _current;
    private Token _next;
    private int _lastEnd;
    private int _lastErrorAt = -1;
    private bool _aborted;
    private int _expressions;
    private int _relations;
    private int _calculations;
    private int _members;
    private int _nextId;

    private Parser(string text, SyntaxFeatures features, DiagnosticBag diagnostics)
    {
        _text = text;
        _features = features;
        _diagnostics = diagnostics;
        _lexer = new Lexer(text, diagnostics);
        _current = _lexer.Next();
        _next = _lexer.Next();
    }

    /// <summary>The tree, or null when there were errors; <paramref name="nodeCount"/> is one more than the highest node id.</summary>
    public static Expr? Parse(string text, SyntaxFeatures features, DiagnosticBag diagnostics, out int nodeCount)
    {
        nodeCount = 0;
        var size = CodePoints.Count(text);
        if (size > MaxCodePoints)
        {
            diagnostics.ReportNowhere($"expression code point size exceeds limit: size: {size}, limit {MaxCodePoints}");
            return null;
        }

        var parser = new Parser(text, features, diagnostics);
        var root = parser.ParseExpression();
        if (parser._current.Kind != TokenKind.End)
        {
            parser.Unexpected("<EOF>", extraneous: parser._next.Kind == TokenKind.End);
        }

        if (root.Depth > MaxDepth && !diagnostics.HasErrors)
        {
            diagnostics.ReportNowhere("max recursion depth exceeded");
        }

        nodeCount = parser._nextId;
        return diagnostics.HasErrors ? null : root;
    }

    private int NewId() => _nextId++;

    private Token Take()
    {
        var token = _current;
        _lastEnd = token.End;
        _current = _next;
        _next = _current.Kind == TokenKind.End ? _current : _lexer.Next();
        return token;
    }

    private bool TryTake(TokenKind kind)
    {
        if (_current.Kind != kind)
        {
            return false;
        }

        Take();
        return true;
    }

    private void Expect(TokenKind kind, string text)
    {
        if (TryTake(kind))
        {
            return;
        }

        if (_next.Kind == kind && _current.Kind != TokenKind.End)
        {
            Unexpected(text, extraneous: true);
            Take();
            Take();
            return;
        }

        SyntaxError($"missing {text} at {Describe(_current)}");
    }

    private void Unexpected(string expecting, bool extraneous = false) =>
        SyntaxError($"{(extraneous ? "extraneous" : "mismatched")} input {Describe(_current)} expecting {expecting}");

    private void SyntaxError(string message)
    {
        // One report a token: what follows from the first is noise.
        if (_aborted || _lastErrorAt == _current.Start)
        {
            return;
        }

        _lastErrorAt = _current.Start;
        _diagnostics.Syntax(_current.Span, message);
    }

    private string Describe(Token token) => token.Kind == TokenKind.End ? "'<EOF>'" : $"'{_text.Substring(token.Start, token.End - token.Start)}'";

    private bool Enter(ref int counter)
    {
        if (++counter <= MaxDepth)
        {
            return true;
        }

        if (!_aborted)
        {
            _aborted = true;
            _diagnostics.ReportNowhere($"expression recursion limit exceeded: {MaxDepth}");
            _current = _next = new Token(TokenKind.End, _text.Length, _text.Length);
        }

        return false;
    }

    private Expr Broken(int start) => new IdentExpr(NewId(), new TextSpan(start, Math.Max(start, _lastEnd)), start, "<error>");

    // expr: or ('?' or ':' expr)?
    private Expr ParseExpression()
    {
        if (!Enter(ref _expressions))
        {
            return Broken(_current.Start);
        }

        var start = _current.Start;
        var result = ParseOr();
        if (_current.Kind == TokenKind.Question)
        {
            var op = Take();
            var id = NewId();
            var whenTrue = ParseOr();
            Expect(TokenKind.Colon, "':'");
            var whenFalse = ParseExpression();
            result = Operator(id, Operators.Conditional, op, start, result, whenTrue, whenFalse);
        }

        _expressions--;
        return result;
    }

    private Expr ParseOr()
    {
        var first = ParseAnd();
        if (_current.Kind != TokenKind.Or)
        {
            return first;
        }

        var chain = new LogicChain(this, Operators.Or, first);
        while (_current.Kind == TokenKind.Or)
        {
            var op = Take();
            chain.Add(op, ParseAnd());
        }

        return chain.Balance();
    }

    private Expr ParseAnd()
    {
        var first = ParseRelation();
        if (_current.Kind != TokenKind.And)
        {
            return first;
        }

        var chain = new LogicChain(this, Operators.And, first);
        while (_current.Kind == TokenKind.And)
        {
            var op = Take();
            chain.Add(op, ParseRelation());
        }

        return chain.Balance();
    }

    private Expr ParseRelation()
    {
        if (!Enter(ref _relations))
        {
            return Broken(_current.Start);
        }

        var entered = 1;
        var start = _current.Start;
        var left = ParseCalculation(0);
        while (RelationOperator(_current.Kind) is { } function && Enter(ref _relations))
        {
            entered++;
            var op = Take();
            var id = NewId();
            left = Operator(id, function, op, start, left, ParseCalculation(0));
        }

        _relations -= entered;
        return left;
    }

    private Expr ParseCalculation(int minimum)
    {
        if (!Enter(ref _calculations))
        {
            return Broken(_current.Start);
        }

        var entered = 1;
        var start = _current.Start;
        var left = ParseUnary();
        while (Calculation(_current.Kind) is var (function, precedence) && precedence > minimum && Enter(ref _calculations))
        {
            entered++;
            var op = Take();
            var id = NewId();
            left = Operator(id, function, op, start, left, ParseCalculation(precedence));
        }

        _calculations -= entered;
        return left;
    }

    private Expr ParseUnary()
    {
        var kind = _current.Kind;
        var isSign = kind == TokenKind.Minus && _next.Kind is TokenKind.Int or TokenKind.Float;
        if (kind is not (TokenKind.Minus or TokenKind.Not) || isSign)
        {
            return ParseMember();
        }

        var op = _current;
        var count = 0;
        while (_current.Kind == kind)
        {
            Take();
            count++;
        }

        // Pairs cancel out before anything is checked.
        var id = NewId();
        var operand = ParseMember();
        return count % 2 == 0 ? operand : Operator(id, kind == TokenKind.Minus ? Operators.Negate : Operators.Not, op, op.Start, operand);
    }

    private CallExpr Operator(int id, string function, Token op, int start, params Expr[] arguments) =>
        new(id, new TextSpan(start, Math.Max(start, _lastEnd)), op.Start, function, op.Span, null, arguments);

    private static string? RelationOperator(TokenKind kind) => kind switch
    {
        TokenKind.Less => Operators.Less,
        TokenKind.LessOrEqual => Operators.LessOrEqual,
        TokenKind.Greater => Operators.Greater,
        TokenKind.GreaterOrEqual => Operators.GreaterOrEqual,
        TokenKind.Equal => Operators.Equal,
        TokenKind.NotEqual => Operators.NotEqual,
        TokenKind.In => Operators.In,
        _ => null,
    };

    private static (string Function, int Precedence) Calculation(TokenKind kind) => kind switch
    {
        TokenKind.Plus => (Operators.Add, 1),
        TokenKind.Minus => (Operators.Subtract, 1),
        TokenKind.Star => (Operators.Multiply, 2),
        TokenKind.Slash => (Operators.Divide, 2),
        TokenKind.Percent => (Operators.Modulo, 2),
        _ => ("", 0),
    };

    /// <summary>Collects <c>a &amp;&amp; b &amp;&amp; c</c> and builds a balanced tree, as the reference parser does, so that long chains stay shallow.</summary>
    private readonly struct LogicChain(Parser parser, string function, Expr first)
    {
        private readonly List<Expr> _terms = [first];
        private readonly List<Operator> _operators = [];

        public void Add(Token op, Expr term)
        {
            _terms.Add(term);
            _operators.Add(new(parser.NewId(), op));
        }

        public Expr Balance() => Balance(0, _operators.Count - 1);

        private Expr Balance(int low, int high)
        {
            var middle = (low + high + 1) / 2;
            var left = middle == low ? _terms[middle] : Balance(low, middle - 1);
            var right = middle == high ? _terms[middle + 1] : Balance(middle + 1, high);
            var (id, token) = _operators[middle];
            return new CallExpr(id, new TextSpan(left.Span.Start, right.Span.End), token.Start, function, token.Span, null, [left, right]);
        }

        private sealed record Operator(int Id, Token Token);
    }
}
