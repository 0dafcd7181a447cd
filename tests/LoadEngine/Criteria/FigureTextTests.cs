using SparkLoad.LoadEngine.Criteria;

namespace SparkLoad.LoadEngine.Tests.Criteria;

public sealed class FigureTextTests
{
    [TestCase(0.0123, "Time", "12.3 µs")]
    [TestCase(4.5678, "Time", "4.57 ms")]
    [TestCase(999.9, "Time", "1000 ms")]
    [TestCase(4210, "Time", "4.21 s")]
    [TestCase(1_800_000, "Time", "30 min")]
    [TestCase(0, "Time", "0 µs")]
    [TestCase(1, "Time", "1 ms")]
    [TestCase(1000, "Time", "1 s")]
    [TestCase(600_000, "Time", "10 min")]
    [TestCase(599_000, "Time", "599 s")]
    [TestCase(1e3, "Memory", "1 KB")]
    [TestCase(4_560, "Memory", "4.56 KB")]
    [TestCase(1e6, "Memory", "1 MB")]
    [TestCase(1e9, "Memory", "1 GB")]
    [TestCase(1e12, "Memory", "1 TB")]
    [TestCase(2.5e12, "Memory", "2.5 TB")]
    [TestCase(0, "Memory", "0 bytes")]
    [TestCase(123.456, "Rate", "123 queries per second")]
    [TestCase(1234.5, "Rate", "1234 queries per second")]
    [TestCase(0.951, "Times", "0.951 times")]
    [TestCase(1.234e9, "Memory", "1.23 GB")]
    [TestCase(512, "Memory", "512 bytes")]
    [TestCase(-2.5e6, "Growth", "-2.5 MB per hour")]
    [TestCase(0.99834, "Rate", "0.998 queries per second")]
    [TestCase(1, "Rate", "1 query per second")]
    [TestCase(1, "Ratio", "100%")]
    [TestCase(0.00667, "Ratio", "0.667%")]
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
