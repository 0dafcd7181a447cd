using System.Globalization;
using System.Text.RegularExpressions;
using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Matching;

/// <summary>The text of a step definition for a step that has none.</summary>
internal static partial class StepSnippet
{
    public static string For(ScenarioStep step)
    {
        var parameters = new List<string>();
        var expression = Argument().Replace(
            Special().Replace(step.Text, @"\$0"),
            found =>
            {
                var (name, type) = found.Value switch
                {
                    ['"' or '\'', ..] => ("string", "string"),
                    var number when number.Contains('.', StringComparison.Ordinal) => ("double", "double"),
                    _ => ("int", "int"),
                };
                parameters.Add(string.Create(CultureInfo.InvariantCulture, $"{type} p{parameters.Count}"));
                return $"{{{name}}}";
            });
        if (step.DocString is not null)
        {
            parameters.Add("string text");
        }

        if (step.Table() is not null)
        {
            parameters.Add("DataTable table");
        }

        return $$"""
            [{{step.Kind}}("{{expression.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}")]
            public void {{Identifier.Of($"{step.Kind} {Argument().Replace(step.Text, " ")}")}}({{string.Join(", ", parameters)}})
            {
                throw new PendingStepException();
            }

            """;
    }

    [GeneratedRegex(@"""[^""]*""|'[^']*'|(?<![\w.])-?\d+(?:\.\d+)?(?![\w.]*\d)")]
    private static partial Regex Argument();

    [GeneratedRegex(@"[(){}/\\]")]
    private static partial Regex Special();
}
