using System.Text;

namespace SparkLoad.BundledRunner.Expressions;

internal static class ExpressionTokenizer
{
    public static IReadOnlyList<ExpressionToken> Tokens(string expression)
    {
        var tokens = new List<ExpressionToken>();
        var text = new StringBuilder();
        var (runKind, runStart) = (TokenKind.Text, 0);
        for (var i = 0; i < expression.Length; i++)
        {
            var start = i;
            var kind = KindOf(expression[i]);
            if (expression[i] == '\\')
            {
                i++;
                if (i == expression.Length)
                {
                    throw new ExpressionException(expression, start, "nothing follows the '\\' that escapes the next character.");
                }

                if (expression[i] != '\\' && KindOf(expression[i]) == TokenKind.Text)
                {
                    throw new ExpressionException(expression, start, "'\\' can only stand before '{', '}', '(', ')', '/', '\\' and white space.");
                }

                kind = TokenKind.Text;
            }

            if (text.Length > 0 && kind != runKind)
            {
                EndRun();
            }

            if (kind is TokenKind.Text or TokenKind.WhiteSpace)
            {
                (runKind, runStart) = text.Length == 0 ? (kind, start) : (runKind, runStart);
                text.Append(expression[i]);
            }
            else
            {
                tokens.Add(new ExpressionToken(kind, expression[i].ToString(), start));
            }
        }

        if (text.Length > 0)
        {
            EndRun();
        }

        return tokens;

        void EndRun()
        {
            tokens.Add(new ExpressionToken(runKind, text.ToString(), runStart));
            text.Clear();
        }
    }

    private static TokenKind KindOf(char character) => character switch
    {
        '(' => TokenKind.OptionalStart,
        ')' => TokenKind.OptionalEnd,
        '{' => TokenKind.ParameterStart,
        '}' => TokenKind.ParameterEnd,
        '/' => TokenKind.Slash,
        _ when char.IsWhiteSpace(character) => TokenKind.WhiteSpace,
        _ => TokenKind.Text,
    };
}
