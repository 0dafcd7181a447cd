using SparkLoad.BundledRunner.Expressions;

namespace SparkLoad.BundledRunner.Tests.Expressions;

public sealed class ExpressionKindTests
{
    [TestCase("{int} clients", ExpectedResult = true)]
    [TestCase("plain text", ExpectedResult = true)]
    [TestCase("client(s)", ExpectedResult = true)]
    [TestCase("{} with .*", ExpectedResult = true)]
    [TestCase("^anchored", ExpectedResult = false)]
    [TestCase("anchored$", ExpectedResult = false)]
    [TestCase("(.*) clients", ExpectedResult = false)]
    [TestCase("(\\d+) clients", ExpectedResult = false)]
    [TestCase("\\d+ clients", ExpectedResult = false)]
    [TestCase("a full stop\\.", ExpectedResult = false)]
    [TestCase("anything .* here", ExpectedResult = false)]
    [TestCase("exactly \\d{3}", ExpectedResult = true, Description = "Reqnroll takes {3} for a parameter")]
    public bool Expression_ByItsForm_IsCucumberExpression(string expression) => ExpressionKind.IsCucumberExpression(expression);
}
