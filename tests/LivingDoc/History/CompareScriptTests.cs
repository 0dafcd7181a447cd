using System.Globalization;
using Jint;
using SparkLoad.LivingDoc.Page;

namespace SparkLoad.LivingDoc.Tests.History;

/// <summary>The statistic of the history page, run as the browser runs it.</summary>
public sealed class CompareScriptTests
{
    private const string Same = "machine:'same',evidence:'same',server:'same',data:'same',load:'same'";

    private readonly Engine engine = new Engine().Execute(Inlined.Compare);

    [TestCase("{value:100,low:97,high:103}", "{value:101,low:98,high:104}", "same")]
    [TestCase("{value:100,low:97,high:103}", "{value:120,low:116,high:124}", "slower")]
    [TestCase("{value:120,low:116,high:124}", "{value:100,low:97,high:103}", "faster")]
    [TestCase("{value:100,low:99,high:101}", "{value:109,low:108,high:110}", "undecided")]
    [TestCase("{value:100,low:80,high:125}", "{value:112,low:90,high:140}", "undecided")]
    [TestCase("{value:100,low:97,high:null}", "{value:300,low:290,high:310}", "undecided")]
    [TestCase("{value:null,low:null,high:null}", "{value:300,low:290,high:310}", "undecided")]
    [TestCase("{value:0,low:0,high:0}", "{value:300,low:290,high:310}", "undecided")]
    public void Ratio_OfTwoFiguresWithIntervals_HasTheOutcomeThatTheyAllow(string left, string right, string outcome) =>
        engine.Evaluate($"Compare.ratio({left},{right},1).outcome").AsString().ShouldBe(outcome);

    // The left percentile may as well be 150, so 140 is no news; its interval's mere width would hide that.
    [TestCase("{value:100,low:99,high:150}", "{value:140,low:139,high:141}", "undecided")]
    [TestCase("{value:150,low:100,high:151}", "{value:105,low:104,high:106}", "undecided")]
    [TestCase("{value:100,low:70,high:101}", "{value:140,low:139,high:141}", "slower")]
    public void Ratio_IntervalThatLeansToOneSide_CountsTheSideThatMatters(string left, string right, string outcome) =>
        engine.Evaluate($"Compare.ratio({left},{right},1).outcome").AsString().ShouldBe(outcome);

    // Who fails quickly is quick in what is left.
    [TestCase("{value:120,low:116,high:124}", "{value:100,low:97,high:103,failed:1}", "undecided")]
    [TestCase("{value:100,low:97,high:103}", "{value:101,low:98,high:104,failed:1}", "undecided")]
    [TestCase("{value:100,low:97,high:103}", "{value:120,low:116,high:124,failed:1}", "slower")]
    [TestCase("{value:100,low:97,high:103,failed:1}", "{value:120,low:116,high:124}", "undecided")]
    [TestCase("{value:120,low:116,high:124,failed:1}", "{value:100,low:97,high:103}", "faster")]
    public void Ratio_WhereQueriesFailed_NeverFavoursThatSide(string left, string right, string outcome) =>
        engine.Evaluate($"Compare.ratio({left},{right},1).outcome").AsString().ShouldBe(outcome);

    [Test]
    public void Ratio_MoreMeasures_NeedsStrongerSigns()
    {
        const string sides = "{value:100,low:94,high:106},{value:128,low:120.3,high:136.2}";
        engine.Evaluate($"Compare.ratio({sides},1).outcome").AsString().ShouldBe("slower");
        engine.Evaluate($"Compare.ratio({sides},60).outcome").AsString().ShouldBe("undecided");
    }

    [TestCase(0.005, 2.5758)]
    [TestCase(0.025, 1.9600)]
    [TestCase(0.0001, 3.7190)]
    public void Quantile_OfTheNormalDistribution_IsThatOfTheTables(double p, double z) =>
        engine.Evaluate(string.Create(CultureInfo.InvariantCulture, $"Compare.quantile({p})")).AsNumber().ShouldBe(z, 0.001);

    [TestCase("machine", "different machines")]
    [TestCase("evidence", "a rehearsal and an acceptance run")]
    [TestCase("server", "other and same")]
    [TestCase("data", "different data")]
    [TestCase("load", "different loads")]
    public void Obstacle_UnlikeResults_AreNotCompared(string field, string reason) =>
        engine.Evaluate($"Compare.obstacle({{{Same},{field}:'other'}},{{{Same}}})").AsString().ShouldBe(
            field == "machine" ? $"sent from {reason}" : reason);

    [Test]
    public void Obstacle_LikeResults_IsNone() => engine.Evaluate($"Compare.obstacle({{{Same}}},{{{Same}}})").AsString().ShouldBeEmpty();

    [Test]
    public void Ratio_SameServiceTwoThousandTimes_IsHardlyEverCalledDifferent()
    {
        var random = new Random(7);
        var different = 0;
        for (var pair = 0; pair < 2000; pair++)
        {
            var outcome = engine.Evaluate($"Compare.ratio({Side(random)},{Side(random)},1).outcome").AsString();
            different += outcome is "slower" or "faster" ? 1 : 0;
        }

        different.ShouldBeLessThanOrEqualTo(40);
    }

    // An estimate that errs by 8%, with the interval that belongs to such an error.
    private static string Side(Random random)
    {
        const double error = 0.08;
        var gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var value = 100 * Math.Exp(error * gauss);
        return string.Create(CultureInfo.InvariantCulture, $"{{value:{value},low:{value * Math.Exp(-1.96 * error)},high:{value * Math.Exp(1.96 * error)}}}");
    }
}
