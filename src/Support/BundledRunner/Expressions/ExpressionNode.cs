namespace SparkLoad.BundledRunner.Expressions;

/// <summary>A part of a cucumber expression. <c>Start</c> is its place in the expression, from 0.</summary>
internal abstract record ExpressionNode(int Start);

internal sealed record TextNode(int Start, string Text) : ExpressionNode(Start);

internal sealed record ParameterNode(int Start, string Name) : ExpressionNode(Start);

internal sealed record OptionalNode(int Start, IReadOnlyList<ExpressionNode> Parts) : ExpressionNode(Start);

internal sealed record AlternationNode(int Start, IReadOnlyList<IReadOnlyList<ExpressionNode>> Alternatives) : ExpressionNode(Start);
