using SparkLoad.LoadEngine.Criteria;

namespace SparkLoad.LoadEngine.Tests.Criteria;

public sealed class ComparisonRulesTests
{
    [TestCase("Under", 4.9, 5, true)]
    [TestCase("Under", 5, 5, false)]
    [TestCase("AtMost", 5, 5, true)]
    [TestCase("AtMost", 5.1, 5, false)]
    [TestCase("Above", 5.1, 5, true)]
    [TestCase("Above", 5, 5, false)]
    [TestCase("AtLeast", 5, 5, true)]
    [TestCase("AtLeast", 4.9, 5, false)]
    [TestCase("Exactly", 5, 5, true)]
    [TestCase("Exactly", 5.1, 5, false)]
    [TestCase("None", 0, 0, true)]
    [TestCase("None", 1, 0, false)]
    [TestCase("All", 1, 1, true)]
    [TestCase("All", 0.99, 1, false)]
    [TestCase("Within", 1.05, 1.25, true)]
    [TestCase("Within", 1.25, 1.25, false)]
    [TestCase("Within", 1.3, 1.25, false)]
    [TestCase("Within", 0.85, 1.25, true)]
    [TestCase("Within", 0.8, 1.25, false)]
    [TestCase("Within", 0.7, 1.25, false)]
    public void Figure_BesideItsThreshold_HoldsOrNot(string comparison, double measured, double threshold, bool holds) =>
        Enum.Parse<Comparison>(comparison).Holds(measured, threshold).ShouldBe(holds);

    [TestCase("Under", 4, 5, 0.2)]
    [TestCase("AtMost", 6, 5, -0.2)]
    [TestCase("Above", 6, 5, 0.2)]
    [TestCase("AtLeast", 4, 5, -0.2)]
    [TestCase("Exactly", 6, 5, -0.2)]
    [TestCase("Exactly", 4, 5, -0.2)]
    [TestCase("Within", 1, 1.25, 0.2)]
    [TestCase("Within", 1.5, 1.25, -0.2)]
    [TestCase("Within", 0.5, 1.25, -0.6)]
    [TestCase("None", 3, 0, null)]
    public void Margin_IsTheShareOfTheThresholdThatIsLeft(string comparison, double measured, double threshold, double? margin)
    {
        var share = Enum.Parse<Comparison>(comparison).Margin(measured, threshold);
        (share is null).ShouldBe(margin is null);
        (share ?? 0).ShouldBe(margin ?? 0, 1e-9);
    }
}
