namespace SparkLoad.BundledRunner.Expressions;

/// <summary>What <c>{name}</c> stands for in a cucumber expression: any of the patterns, none of which captures.</summary>
internal sealed record ParameterType(string Name, Type Target, IReadOnlyList<string> Patterns)
{
    public const string Anything = ".*";

    public const string Integer = @"-?\d+";

    public const string Word = @"[^\s]+";

    /// <summary>
    /// Digits with any culture's separators; the conversion that follows decides by the culture of the bindings. The exponent has
    /// no <c>+</c>, for version 17.1 of cucumber expressions, which Reqnroll 3.3.4 uses, knows none.
    /// </summary>
    public const string Number = @"[-+]?(?:\d+(?:[\p{Pc}\p{Po}\p{Pd} ]\d+)*(?:[\p{Pc}\p{Po}]\d+)?|[\p{Pc}\p{Po}]\d+)(?:E-?\d+)?";
}
