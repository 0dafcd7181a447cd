using SparkLoad.Results.Text;

namespace SparkLoad.Results.Tests.Text;

public sealed class FiguresTests
{
    [TestCase(0, "0")]
    [TestCase(0.0123456, "0.0123")]
    [TestCase(1.23456, "1.23")]
    [TestCase(12.3456, "12.3")]
    [TestCase(123.456, "123")]
    [TestCase(999.6, "1,000")]
    [TestCase(1234567, "1,234,567")]
    [TestCase(-1.23456, "-1.23")]
    [TestCase(double.NaN, "not finite")]
    public void Number_AnySize_HasThreeSignificantDigits(double value, string text) => Figures.Number(value).ShouldBe(text);

    [TestCase(0.4123, "0.412 ms")]
    [TestCase(412.3, "412 ms")]
    [TestCase(999.7, "1 s")]
    [TestCase(4123, "4.12 s")]
    [TestCase(90_000, "1 min 30 s")]
    [TestCase(1_800_000, "30 min")]
    [TestCase(7_260_000, "2 h 1 min")]
    public void Time_AnySize_HasTheUnitThatSuits(double milliseconds, string text) => Figures.Time(milliseconds).ShouldBe(text);

    [TestCase(231_000_000, "231 MB")]
    [TestCase(999_700_000, "1 GB")]
    [TestCase(4_123_000_000, "4.12 GB")]
    public void Bytes_AnySize_AreDecimal(double bytes, string text) => Figures.Bytes(bytes).ShouldBe(text);

    [TestCase(1, "100%")]
    [TestCase(0.99996, "over 99.9%")]
    [TestCase(0.00001, "under 0.01%")]
    [TestCase(0, "0%")]
    public void Percent_NearlyAllOrNothing_NeverReadsAsAllOrNothing(double ratio, string text) => Figures.Percent(ratio).ShouldBe(text);

    [TestCase(0.25, "+25%")]
    [TestCase(-0.9871, "−98.7%")]
    [TestCase(0, "+0%")]
    [TestCase(-40, "over −999%")]
    public void SignedPercent_AnyMargin_ShowsWhichSide(double ratio, string text) => Figures.SignedPercent(ratio).ShouldBe(text);
}
