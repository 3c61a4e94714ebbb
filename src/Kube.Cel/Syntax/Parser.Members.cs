using System.Globalization;

namespace Kube.Cel.Syntax;

/// <content>Members, primaries and literals.</content>
internal sealed partial class Parser
{
    private const string ExpressionStart =
        "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private static readonly HashSet<string> ReservedWords = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var",
        "void", "while",
    };

    private Expr ParseMember()
    {
        if (!Enter(ref _members))
        {
            return Broken(_current.Start);
        }

        var entered = 1;
        var start = _current.Start;
        var operand = ParsePrimary(out var isName);
        while (_current.Kind is TokenKind.Dot or TokenKind.LeftBracket or TokenKind.LeftBrace)
        {
            if (_current.Kind == TokenKind.LeftBrace && !isName)
            {
                break;
            }

            if (!Enter(ref _members))
            {
                break;
            }

            entered++;
            operand = _current.Kind switch
            {
                TokenKind.Dot => ParseSelection(operand, start, ref isName),
                TokenKind.LeftBracket => ParseIndex(operand, start, ref isName),
                _ => ParseStruct(operand, start, ref isName),
            };
        }

        _members -= entered;
        return operand;
    }

    private Expr ParseSelection(Expr operand, int start, ref bool isName)
    {
        var dot = Take();
        var optional = TryTake(TokenKind.Question);
        if (_current.Kind is not (TokenKind.Identifier or TokenKind.EscapedIdentifier))
        {
            isName = false;
            if (_current.Kind is TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.In)
            {
                Unexpected("IDENTIFIER");
                Take();
            }
            else if (_current.Kind == TokenKind.End)
            {
                Unexpected(optional ? "{IDENTIFIER, ESC_IDENTIFIER}" : "{'?', IDENTIFIER, ESC_IDENTIFIER}");
            }
            else
            {
                SyntaxError($"no viable alternative at input '.{_text.Substring(_current.Start, _current.End - _current.Start)}'");
            }

            return operand;
        }

        var name = Take();
        var field = Identifier(name);
        if (optional)
        {
            isName = false;
            if (!Has(SyntaxFeatures.Optionals))
            {
                _diagnostics.Report(dot.Start, new TextSpan(dot.Start, name.End), "unsupported syntax '.?'", Versions.Since(1, 28, "optional selection"));
            }

            var fieldName = new LiteralExpr(NewId(), name.Span, CelValue.String(field));
            return new CallExpr(
                NewId(), new TextSpan(start, _lastEnd), dot.Start, Operators.OptionalSelect, name.Span, null, [operand, fieldName]);
        }

        if (_current.Kind == TokenKind.LeftParen && name.Kind == TokenKind.Identifier)
        {
            isName = false;
            var open = Take();
            var id = NewId();
            var arguments = ParseArguments();
            return Call(id, field, name.Span, open, start, operand, arguments);
        }

        return new SelectExpr(NewId(), new TextSpan(start, _lastEnd), dot.Start, operand, field, name.Span, testOnly: false);
    }

    private CallExpr ParseIndex(Expr operand, int start, ref bool isName)
    {
        isName = false;
        var open = Take();
        var id = NewId();
        var optional = TryTake(TokenKind.Question);
        var index = ParseExpression();
        Expect(TokenKind.RightBracket, "']'");
        if (optional && !Has(SyntaxFeatures.Optionals))
        {
            _diagnostics.Report(open.Start, open.Span, "unsupported syntax '[?'", Versions.Since(1, 28, "optional index"));
        }

        return Operator(id, optional ? Operators.OptionalIndex : Operators.Index, open, start, operand, index);
    }

    private StructExpr ParseStruct(Expr name, int start, ref bool isName)
    {
        isName = false;
        var open = Take();
        var id = NewId();
        var fields = new List<EntryExpr>();
        while (_current.Kind is not (TokenKind.RightBrace or TokenKind.End))
        {
            var optional = TakeOptionalMark();
            if (_current.Kind is not (TokenKind.Identifier or TokenKind.EscapedIdentifier))
            {
                Unexpected("{'?', '}', ',', IDENTIFIER, ESC_IDENTIFIER}");
                break;
            }

            var field = Identifier(Take());
            var colon = _current;
            Expect(TokenKind.Colon, "':'");
            fields.Add(new EntryExpr(null, field, ParseExpression(), optional, colon.Start));
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.RightBrace, "'}'");
        return new StructExpr(id, new TextSpan(start, _lastEnd), open.Start, QualifiedName.Of(name) ?? "", fields);
    }

    private Expr ParsePrimary(out bool isName)
    {
        isName = false;
        var token = _current;
        switch (token.Kind)
        {
            case TokenKind.Dot when _next.Kind == TokenKind.Identifier:
            case TokenKind.Identifier:
                return ParseName(out isName);
            case TokenKind.LeftParen:
                {
                    Take();
                    var inner = ParseExpression();
                    Expect(TokenKind.RightParen, "')'");
                    return inner;
                }

            case TokenKind.LeftBracket:
                return ParseList();
            case TokenKind.LeftBrace:
                return ParseMap();
            case TokenKind.Int or TokenKind.Float or TokenKind.UInt or TokenKind.String or TokenKind.Bytes or TokenKind.True or TokenKind.False
                or TokenKind.Null or TokenKind.Minus:
                return ParseLiteral();
        }

        Unexpected(ExpressionStart);

        // A closing token may belong to an enclosing construct; anything else is dropped so that the parser moves on.
        if (token.Kind is not (TokenKind.End or TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace or TokenKind.Comma or TokenKind.Colon))
        {
            Take();
        }

        return Broken(token.Start);
    }

    private Expr ParseName(out bool isName)
    {
        isName = false;
        var start = _current.Start;
        var rooted = TryTake(TokenKind.Dot);
        var token = Take();
        var name = _text.Substring(token.Start, token.End - token.Start);
        if (ReservedWords.Contains(name))
        {
            // The reference grammar takes a reserved word as a name and refuses it afterwards; skip its arguments, too.
            _diagnostics.Report(start, token.Span, $"reserved identifier: {name}");
            if (TryTake(TokenKind.LeftParen))
            {
                ParseArguments();
            }

            return Broken(start);
        }

        if (rooted)
        {
            name = "." + name;
        }

        if (_current.Kind == TokenKind.LeftParen)
        {
            var open = Take();
            var id = NewId();
            return Call(id, name, token.Span, open, start, null, ParseArguments());
        }

        isName = true;
        return new IdentExpr(NewId(), new TextSpan(start, token.End), token.Start, name);
    }

    private Expr[] ParseArguments()
    {
        if (TryTake(TokenKind.RightParen))
        {
            return [];
        }

        var arguments = new List<Expr>(2);
        do
        {
            arguments.Add(ParseExpression());
        }
        while (TryTake(TokenKind.Comma));

        Expect(TokenKind.RightParen, "')'");
        return [.. arguments];
    }

    private Expr Call(int id, string function, TextSpan functionSpan, Token open, int start, Expr? target, Expr[] arguments)
    {
        var span = new TextSpan(start, _lastEnd);
        var expanded = Has(SyntaxFeatures.Macros)
            ? Macros.TryExpand(new MacroCall(this, function, functionSpan, span, open.Start, target, arguments), _features)
            : null;
        return expanded ?? new CallExpr(id, span, open.Start, function, functionSpan, target, arguments);
    }

    private ListExpr ParseList()
    {
        var open = Take();
        var id = NewId();
        var elements = new List<Expr>();
        List<int>? optionals = null;
        while (_current.Kind is not (TokenKind.RightBracket or TokenKind.End))
        {
            if (elements.Count == 0 && TryTake(TokenKind.Comma))
            {
                break;
            }

            if (TakeOptionalMark())
            {
                (optionals ??= []).Add(elements.Count);
            }

            elements.Add(ParseExpression());
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.RightBracket, "']'");
        return new ListExpr(id, new TextSpan(open.Start, _lastEnd), open.Start, elements.ToArray(), (IReadOnlyList<int>?)optionals ?? []);
    }

    private MapExpr ParseMap()
    {
        var open = Take();
        var id = NewId();
        var entries = new List<EntryExpr>();
        while (_current.Kind is not (TokenKind.RightBrace or TokenKind.End))
        {
            if (entries.Count == 0 && TryTake(TokenKind.Comma))
            {
                break;
            }

            var optional = TakeOptionalMark();
            var key = ParseExpression();
            var colon = _current;
            Expect(TokenKind.Colon, "':'");
            entries.Add(new EntryExpr(key, null, ParseExpression(), optional, colon.Start));
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.RightBrace, "'}'");
        return new MapExpr(id, new TextSpan(open.Start, _lastEnd), open.Start, entries.ToArray());
    }

    private bool TakeOptionalMark()
    {
        if (_current.Kind != TokenKind.Question)
        {
            return false;
        }

        var mark = Take();
        if (!Has(SyntaxFeatures.Optionals))
        {
            _diagnostics.Report(mark.Start, mark.Span, "unsupported syntax '?'", Versions.Since(1, 28, "an optional element"));
        }

        return true;
    }

    private Expr ParseLiteral()
    {
        var start = _current.Start;
        var negative = TryTake(TokenKind.Minus);
        var token = Take();
        var span = new TextSpan(start, token.End);
        switch (token.Kind)
        {
            case TokenKind.True: return Literal(span, CelValue.True);
            case TokenKind.False: return Literal(span, CelValue.False);
            case TokenKind.Null: return Literal(span, CelValue.Null);
            case TokenKind.String:
                if (StringLiteral.TryReadString(_text, token.Start, token.End, out var text, out var stringError))
                {
                    return Literal(span, CelValue.String(text));
                }

                _diagnostics.Report(start, span, stringError);
                return Broken(start);
            case TokenKind.Bytes:
                if (StringLiteral.TryReadBytes(_text, token.Start + 1, token.End, out var bytes, out var bytesError))
                {
                    return Literal(span, CelValue.Bytes(bytes));
                }

                _diagnostics.Report(start, span, bytesError);
                return Broken(start);
        }

        var digits = _text.Substring(token.Start, token.End - token.Start);
        var value = token.Kind switch
        {
            TokenKind.Int when NumberText.TryParseInt(digits, negative, out var number) => CelValue.Int(number),
            TokenKind.UInt when NumberText.TryParseUInt(digits.Substring(0, digits.Length - 1), out var number) => CelValue.UInt(number),
            TokenKind.Float when double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number) =>
                CelValue.Double(negative ? -number : number),
            _ => default(CelValue?),
        };
        if (value is { } found)
        {
            return Literal(span, found);
        }

        _diagnostics.Report(start, span, token.Kind switch
        {
            TokenKind.Int => "invalid int literal",
            TokenKind.UInt => "invalid uint literal",
            _ => "invalid double literal",
        });
        return Broken(start);
    }

    private LiteralExpr Literal(TextSpan span, CelValue value) => new(NewId(), span, value);

    private string Identifier(Token token)
    {
        if (token.Kind == TokenKind.Identifier)
        {
            return _text.Substring(token.Start, token.End - token.Start);
        }

        if (!Has(SyntaxFeatures.EscapedIdentifiers))
        {
            _diagnostics.Report(token.Start, token.Span, "unsupported syntax: '`'");
        }

        return _text.Substring(token.Start + 1, token.End - token.Start - 2);
    }

    private bool Has(SyntaxFeatures feature) => (_features & feature) != 0;
}
