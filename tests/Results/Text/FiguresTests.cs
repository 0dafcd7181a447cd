using SparkLoad.Results.Text;

namespace SparkLoad.Results.Tests.Text;

public sealed class FiguresTests
{
    [TestCase(0, "0")]
    [TestCase(0.0123456, "0.0123")]
    [TestCase(0.0000123456, "1.23e-5")]
    [TestCase(1.23456, "1.23")]
    [TestCase(12.3456, "12.3")]
    [TestCase(123.456, "123")]
    [TestCase(999.6, "1,000")]
    [TestCase(1234567, "1,234,567")]
    [TestCase(1.23456e15, "1.23e15")]
    [TestCase(-1.23456, "-1.23")]
    [TestCase(double.NaN, "not finite")]
    public void Number_AnySize_HasThreeSignificantDigits(double value, string text) => Figures.Number(value).ShouldBe(text);

    [TestCase(0, "0 ms")]
    [TestCase(0.0123, "12.3 µs")]
    [TestCase(0.9996, "1 ms")]
    [TestCase(4.5678, "4.57 ms")]
    [TestCase(412.3, "412 ms")]
    [TestCase(999.7, "1 s")]
    [TestCase(4123, "4.12 s")]
    [TestCase(65_000, "65 s")]
    [TestCase(60_000, "1 min")]
    [TestCase(599_000, "599 s")]
    [TestCase(600_000, "10 min")]
    [TestCase(750_000, "12.5 min")]
    [TestCase(3_540_000, "59 min")]
    [TestCase(3_600_000, "1 h")]
    [TestCase(7_260_000, "2 h 1 min")]
    public void Time_AnySize_HasTheUnitThatSuits(double milliseconds, string text) => Figures.Time(milliseconds).ShouldBe(text);

    [TestCase(0, "0 bytes")]
    [TestCase(512, "512 bytes")]
    [TestCase(4_560, "4.56 KB")]
    [TestCase(231_000_000, "231 MB")]
    [TestCase(999_700_000, "1 GB")]
    [TestCase(4_123_000_000, "4.12 GB")]
    [TestCase(2.5e12, "2.5 TB")]
    public void Bytes_AnySize_AreDecimal(double bytes, string text) => Figures.Bytes(bytes).ShouldBe(text);

    [TestCase(1, "100%")]
    [TestCase(0.99996, "over 99.9%")]
    [TestCase(0.00667, "0.667%")]
    [TestCase(0.00001, "under 0.01%")]
    [TestCase(0, "0%")]
    public void Percent_NearlyAllOrNothing_NeverReadsAsAllOrNothing(double ratio, string text) => Figures.Percent(ratio).ShouldBe(text);

    [TestCase(0.25, "+25%")]
    [TestCase(-0.9871, "−98.7%")]
    [TestCase(0, "+0%")]
    [TestCase(-40, "over −999%")]
    public void SignedPercent_AnyMargin_ShowsWhichSide(double ratio, string text) => Figures.SignedPercent(ratio).ShouldBe(text);

    [TestCase(65_000, "ms", "65 s")]
    [TestCase(-2.5e6, "bytes/h", "-2.5 MB per hour")]
    [TestCase(1, "queries/s", "1 query per second")]
    [TestCase(1234.4, "queries/s", "1,234 queries per second")]
    [TestCase(0.951, "times", "0.951×")]
    [TestCase(1_000_000, "", "1,000,000")]
    [TestCase(3, "rows", "3 rows")]
    public void WithUnit_OfTheResults_IsInWords(double value, string unit, string text) => Figures.WithUnit(value, unit).ShouldBe(text);

    [TestCase(4999.96, 6, "4.99996 s")]
    [TestCase(60_000.6, 6, "60.0006 s")]
    [TestCase(4_000_000, 5, "66.667 min")]
    public void Time_WithMoreDigits_ShowsThem(double milliseconds, int digits, string text) =>
        Figures.Time(milliseconds, digits).ShouldBe(text);
}
