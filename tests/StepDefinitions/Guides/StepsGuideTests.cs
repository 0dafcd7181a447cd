using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Reqnroll;
using Shouldly;
using SparkLoad.Specs.Steps;

namespace SparkLoad.StepDefinitions.Tests.Guides;

/// <summary>docs/writing-scenarios.md shows every step that there is, and no other.</summary>
internal sealed partial class StepsGuideTests
{
    private static readonly string[] Examples =
    [
        .. Guides.Text("docs/writing-scenarios.md").Split('\n')
            .Select(line => StepLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["step"].Value.TrimEnd()),
    ];

    private static readonly string[] Expressions =
    [
        .. typeof(Conversions).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<StepDefinitionBaseAttribute>()).Select(attribute => attribute.Expression!),
    ];

    [TestCaseSource(nameof(Expressions))]
    public void WritingScenarios_AStep_HasAnExample(string expression) =>
        Examples.ShouldContain(example => PatternOf(expression).IsMatch(example));

    [TestCaseSource(nameof(Examples))]
    public void WritingScenarios_AnExample_IsAStep(string example) =>
        Expressions.ShouldContain(expression => PatternOf(expression).IsMatch(example));

    /// <summary>As cucumber expressions and the suite's own conversions read it.</summary>
    private static Regex PatternOf(string expression)
    {
        var kinds = typeof(Conversions).GetMethods()
            .Select(
                method => method.GetCustomAttribute<StepArgumentTransformationAttribute>()).OfType<StepArgumentTransformationAttribute>()
            .ToDictionary(attribute => attribute.Name, attribute => attribute.Regex!);
        (kinds["string"], kinds["int"], kinds["word"]) = ("\"[^\"]*\"", @"-?\d+", @"\S+");
        var escaped = Regex.Escape(expression).Replace(@"\{", "{", StringComparison.Ordinal);
        return new Regex($"^{Parameter().Replace(escaped, match => $"(?:{kinds[match.Groups[1].Value]})")}$");
    }

    [GeneratedRegex(@"^ {2,4}(?:Given|When|Then|And) (?<step>.+)$")]
    private static partial Regex StepLine();

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Parameter();
}
