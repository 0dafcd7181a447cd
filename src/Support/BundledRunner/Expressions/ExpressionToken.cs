namespace SparkLoad.BundledRunner.Expressions;

internal enum TokenKind
{
    Text,
    WhiteSpace,
    OptionalStart,
    OptionalEnd,
    ParameterStart,
    ParameterEnd,
    Slash,
}

/// <summary>A character with its meaning or a run of text or white space; escapes are undone.</summary>
internal readonly record struct ExpressionToken(TokenKind Kind, string Text, int Start);
