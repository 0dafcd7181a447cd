using SparkLoad.LoadEngine.Criteria;

namespace SparkLoad.LoadEngine.Tests.Criteria;

public sealed class FigureTextTests
{
    [TestCase(4210, "Time", "4.21 s")]
    [TestCase(1.234e9, "Memory", "1.23 GB")]
    [TestCase(-2.5e6, "Growth", "-2.5 MB per hour")]
    [TestCase(0.99834, "Rate", "0.998 queries per second")]
    [TestCase(0.00667, "Ratio", "0.667%")]
    [TestCase(0.951, "Times", "0.951×")]
    [TestCase(1_000_000, "Count", "1,000,000")]
    public void Figure_HasThreeDigitsAndAUnit(double value, string unit, string text) =>
        FigureText.Of(value, Enum.Parse<Unit>(unit)).ShouldBe(text);

    [TestCase(4999.96, "under 5 seconds", "4.99996 s")]
    [TestCase(5000.2, "under 5 seconds", "5 s")]
    [TestCase(4210, "under 5 seconds", "4.21 s")]
    [TestCase(0.99996, "at least 100%", "99.996%")]
    [TestCase(0.79999, "above 0.8 queries per second", "0.8 queries per second")]
    [TestCase(0.80001, "above 0.8 queries per second", "0.80001 queries per second")]
    [TestCase(5000.00001, "at most 5 seconds", "5.00000001 s")]
    public void Figure_NearItsThreshold_StandsOnItsOwnSide(double value, string expectation, string text) =>
        FigureText.Beside(value, Expectation.TryParse(expectation)!).ShouldBe(text);
}
