namespace SparkLoad.BundledRunner.Expressions;

/// <summary>A step definition whose cucumber expression cannot be read.</summary>
internal sealed class ExpressionException(string expression, int at, string problem)
    : Exception($"The cucumber expression \"{expression}\" cannot be read at character {at + 1}: {problem}");
