using static SparkLoad.BundledRunner.Expressions.TokenKind;

namespace SparkLoad.BundledRunner.Expressions;

/// <summary>
/// Reads a cucumber expression: text, <c>(optional text)</c>, <c>one/other</c> and <c>{parameter}</c>.
/// An alternation reaches from white space, a parameter or the start to white space, a parameter or the end.
/// </summary>
internal sealed class ExpressionParser
{
    private readonly string _expression;
    private readonly IReadOnlyList<ExpressionToken> _tokens;
    private int _at;

    private ExpressionParser(string expression)
    {
        _expression = expression;
        _tokens = ExpressionTokenizer.Tokens(expression);
    }

    /// <exception cref="ExpressionException">The expression breaks the grammar.</exception>
    public static IReadOnlyList<ExpressionNode> Parse(string expression)
    {
        var parser = new ExpressionParser(expression);
        var nodes = new List<ExpressionNode>();
        while (parser._at < parser._tokens.Count)
        {
            nodes.Add(parser.Next());
        }

        return nodes;
    }

    private ExpressionNode Next() => _tokens[_at].Kind switch
    {
        ParameterStart => Parameter(),
        WhiteSpace => Text(),
        _ when AlternationEnd() is { } end => Alternation(end),
        OptionalStart => Optional(),
        _ => Text(),
    };

    private TextNode Text()
    {
        var token = _tokens[_at++];
        return new TextNode(token.Start, token.Text);
    }

    private ParameterNode Parameter()
    {
        var start = _tokens[_at++].Start;
        var name = string.Empty;
        for (; _at < _tokens.Count; _at++)
        {
            var token = _tokens[_at];
            if (token.Kind == ParameterEnd)
            {
                _at++;
                return new ParameterNode(start, name);
            }

            if (token.Kind is not (TokenKind.Text or WhiteSpace) || token.Text.Any(character => "{}()\\/".Contains(character, StringComparison.Ordinal)))
            {
                throw Problem(token.Start, "the name of a parameter cannot hold '{', '}', '(', ')', '\\' or '/'.");
            }

            name += token.Text;
        }

        throw Problem(start, "the '{' has no '}'. Write '\\{' for the character itself.");
    }

    private OptionalNode Optional()
    {
        var start = _tokens[_at++].Start;
        var parts = new List<ExpressionNode>();
        while (_at < _tokens.Count)
        {
            switch (_tokens[_at])
            {
                case { Kind: OptionalEnd }:
                    _at++;
                    return parts.OfType<TextNode>().Any()
                        ? new OptionalNode(start, parts)
                        : throw Problem(start, "an optional text cannot be empty.");
                case { Kind: OptionalStart } token:
                    throw Problem(token.Start, "an optional text cannot hold another.");
                case { Kind: ParameterStart } token:
                    throw Problem(token.Start, "an optional text cannot hold a parameter.");
                case { Kind: Slash } token:
                    throw Problem(token.Start, "an optional text cannot hold alternatives. Write '\\/' for the character itself.");
                default:
                    parts.Add(Text());
                    break;
            }
        }

        throw Problem(start, "the '(' has no ')'. Write '\\(' for the character itself.");
    }

    /// <summary>Where the alternation that starts here ends; null if none starts here.</summary>
    private int? AlternationEnd()
    {
        if (_at > 0 && _tokens[_at - 1].Kind is not (WhiteSpace or ParameterEnd))
        {
            return null;
        }

        var (end, depth, slash) = (_at, 0, false);
        for (; end < _tokens.Count; end++)
        {
            var kind = _tokens[end].Kind;
            if (depth == 0 && kind is WhiteSpace or ParameterStart)
            {
                break;
            }

            depth = kind == OptionalStart ? depth + 1 : kind == OptionalEnd ? Math.Max(0, depth - 1) : depth;
            slash |= depth == 0 && kind == Slash;
        }

        return slash ? end : null;
    }

    private AlternationNode Alternation(int end)
    {
        var start = _tokens[_at].Start;
        List<List<ExpressionNode>> alternatives = [[]];
        while (_at < end)
        {
            switch (_tokens[_at].Kind)
            {
                case Slash:
                    _at++;
                    alternatives.Add([]);
                    break;
                case OptionalStart:
                    alternatives[^1].Add(Optional());
                    break;
                default:
                    alternatives[^1].Add(Text());
                    break;
            }
        }

        return alternatives.TrueForAll(alternative => alternative.OfType<TextNode>().Any())
            ? new AlternationNode(start, alternatives)
            : throw Problem(start, "an alternative needs text that is not optional. Write '\\/' for the character itself.");
    }

    private ExpressionException Problem(int at, string problem) => new(_expression, at, problem);
}
