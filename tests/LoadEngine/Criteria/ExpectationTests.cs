using SparkLoad.LoadEngine.Criteria;

namespace SparkLoad.LoadEngine.Tests.Criteria;

public sealed class ExpectationTests
{
    [TestCase("under 5 ms", 4.999, 5)]
    [TestCase("at most 5 ms", 5, 5.001)]
    [TestCase("above 5 ms", 5.001, 5)]
    [TestCase("at least 5 ms", 5, 4.999)]
    [TestCase("exactly 5 ms", 5, 5.001)]
    [TestCase("exactly 5 ms", 5, 4.999)]
    public void Comparison_AtItsThreshold_IsAsWritten(string text, double holds, double broken)
    {
        var expectation = Expectation.TryParse(text)!;
        expectation.Comparison.Holds(holds, 5).ShouldBeTrue();
        expectation.Comparison.Holds(broken, 5).ShouldBeFalse();
    }

    [TestCase("under 4 s", 3000, 0.25)]
    [TestCase("at most 4 s", 5000, -0.25)]
    [TestCase("above 4 s", 5000, 0.25)]
    [TestCase("at least 4 s", 3000, -0.25)]
    [TestCase("exactly 4 s", 3000, -0.25)]
    [TestCase("exactly 4 s", 5000, -0.25)]
    public void Margin_OfAFigure_IsItsShareOfTheThreshold(string text, double measured, double margin) =>
        Expectation.TryParse(text)!.Comparison.Margin(measured, 4000).ShouldBe(margin);
}
