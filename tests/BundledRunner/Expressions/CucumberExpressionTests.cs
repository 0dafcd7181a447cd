using System.Text.RegularExpressions;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Expressions;

namespace SparkLoad.BundledRunner.Tests.Expressions;

public enum Weather
{
    Sunny,
    LightRain,
}

public sealed class CucumberExpressionTests
{
    private static readonly Transformation s_duration = new(
        typeof(CucumberExpressionTests).GetMethod(nameof(Duration))!, new Regex(@"^(\d+) (second|minute)s?$"), "duration", 0);

    private static readonly ParameterTypes s_types = new([s_duration], [typeof(Weather), typeof(string)]);

    public static TimeSpan Duration(int count, string unit) => unit == "minute" ? TimeSpan.FromMinutes(count) : TimeSpan.FromSeconds(count);

    [TestCase("{int} clients", "-3 clients", "-3")]
    [TestCase("{int} client(s)", "1 client", "1")]
    [TestCase("{int} client(s)", "2 clients", "2")]
    [TestCase("{float} per second", "0.8 per second", "0.8")]
    [TestCase("{float} per second", ".5 per second", ".5")]
    [TestCase("{double} rows", "1,000,000.5 rows", "1,000,000.5")]
    [TestCase("{double} rows", "1E-6 rows", "1E-6")]
    [TestCase("a {word} step", "a small/big step", "small/big")]
    [TestCase("all of {}", "all of it, even \"this\"", "it, even \"this\"")]
    [TestCase("{string} is asked", "\"fares by 'x'\" is asked", "fares by 'x'")]
    [TestCase("{string} is asked", "'it' is asked", "it")]
    [TestCase("{string} is asked", "\"\" is asked", "")]
    [TestCase("{string} is asked", "\"a \\\" b\" is asked", "a \\\" b")]
    [TestCase("for {duration}", "for 30 minutes", "30 minutes")]
    [TestCase("it is {Weather}", "it is light rain", "light rain")]
    [TestCase("for {Int64} ms", "for 5 ms", "5")]
    public void Expression_StepThatFits_CapturesArgument(string expression, string step, string argument) =>
        Arguments(expression, step).ShouldBe([argument]);

    [TestCase("mice/rats eat", "rats eat")]
    [TestCase("mice/rats eat", "mice eat")]
    [TestCase("one(s)/two(s) here", "twos here")]
    [TestCase("brace \\{ and \\(paren\\)", "brace { and (paren)")]
    [TestCase("a\\/b \\\\ c", "a/b \\ c")]
    [TestCase("regex chars . * + ? ^ $ [x] |", "regex chars . * + ? ^ $ [x] |")]
    [TestCase("closing ) and }", "closing ) and }")]
    public void Expression_StepThatFits_Matches(string expression, string step) => Arguments(expression, step).ShouldBe([]);

    [TestCase("{int} clients", "2.5 clients")]
    [TestCase("{int} clients", "- clients")]
    [TestCase("{float} times", "1E+6 times")]
    [TestCase("{word} step", "two words step")]
    [TestCase("{string} is asked", "\"mixed' is asked")]
    [TestCase("mice/rats eat", "mice/rats eat")]
    [TestCase("a.b", "axb")]
    [TestCase("for {duration}", "for 30 hours")]
    [TestCase("only this", "only this and more")]
    public void Expression_OtherStep_DoesNotMatch(string expression, string step) => Arguments(expression, step).ShouldBeNull();

    [TestCase("an (optional {int})", "at character 14: an optional text cannot hold a parameter")]
    [TestCase("an (optional (one))", "cannot hold another")]
    [TestCase("an (a/b)", "cannot hold alternatives")]
    [TestCase("an ()", "cannot be empty")]
    [TestCase("an (unfinished", "the '(' has no ')'")]
    [TestCase("an {unfinished", "the '{' has no '}'")]
    [TestCase("an {int/long}", "cannot hold '{', '}'")]
    [TestCase("three /mice", "an alternative needs text")]
    [TestCase("three (brown)/mice", "an alternative needs text")]
    [TestCase("{int}/mice", "an alternative needs text")]
    [TestCase("a \\x", "'\\' can only stand before")]
    [TestCase("ends \\", "nothing follows the '\\'")]
    [TestCase("an {animal}", "there is no parameter type 'animal'")]
    public void Expression_BreaksTheGrammar_SaysWhereAndWhy(string expression, string problem) =>
        Should.Throw<ExpressionException>(() => CucumberExpression.ToRegex(expression, s_types))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldStartWith($"The cucumber expression \"{expression}\" cannot be read at character"),
                message => message.ShouldContain(problem));

    private static List<string>? Arguments(string expression, string step)
    {
        var match = CucumberExpression.ToRegex(expression, s_types).Match(step);
        return match.Success ? [.. match.Groups.Values.Skip(1).Where(group => group.Success).Select(group => group.Value)] : null;
    }
}
