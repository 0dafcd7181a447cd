using System.Text.RegularExpressions;

namespace SparkLoad.BundledRunner.Expressions;

/// <summary>Turns a cucumber expression into the regular expression that matches a whole step and captures its arguments.</summary>
internal static partial class CucumberExpression
{
    /// <summary>Between quotes of either kind; a backslash keeps a quote inside. The quotes are not part of the argument.</summary>
    private const string QuotedText = @"(?:(?:""([^""\\]*(?:\\.[^""\\]*)*)"")|(?:'([^'\\]*(?:\\.[^'\\]*)*)'))";

    /// <exception cref="ExpressionException">The expression breaks the grammar or names an unknown parameter type.</exception>
    public static Regex ToRegex(string expression, ParameterTypes types) =>
        new($"^{Join(ExpressionParser.Parse(expression), expression, types)}$", RegexOptions.CultureInvariant);

    private static string Join(IEnumerable<ExpressionNode> nodes, string expression, ParameterTypes types) =>
        string.Concat(nodes.Select(node => node switch
        {
            TextNode text => Escape(text.Text),
            OptionalNode optional => $"(?:{Join(optional.Parts, expression, types)})?",
            AlternationNode alternation =>
                $"(?:{string.Join('|', alternation.Alternatives.Select(alternative => Join(alternative, expression, types)))})",
            ParameterNode parameter => Parameter(parameter, expression, types),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no pattern."),
        }));

    private static string Parameter(ParameterNode parameter, string expression, ParameterTypes types)
    {
        if (parameter.Name == "string")
        {
            return QuotedText;
        }

        var type = types.Find(parameter.Name)
            ?? throw new ExpressionException(
                expression,
                parameter.Start,
                $"there is no parameter type '{parameter.Name}'. Name a [StepArgumentTransformation] so, or write '\\{{' for the character itself.");
        return type.Patterns is [var only] ? $"({only})" : $"({string.Join('|', type.Patterns.Select(pattern => $"(?:{pattern})"))})";
    }

    private static string Escape(string text) => RegexCharacters().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\^\[({$.|?*+})\]]")]
    private static partial Regex RegexCharacters();
}
