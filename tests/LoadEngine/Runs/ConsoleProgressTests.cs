using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Runs;

namespace SparkLoad.LoadEngine.Tests.Runs;

public sealed class ConsoleProgressTests
{
    [Test]
    public void Show_EverySecond_PrintsALineEveryFiveSeconds()
    {
        var output = new StringWriter();
        var progress = new ConsoleProgress(output, TimeSpan.FromSeconds(5));

        for (var second = 1; second <= 12; second++)
        {
            progress.Show(At(second));
        }

        output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "  00:00:01 of 00:30:00 | planned 1, done 1, failed 0, in flight 0 | p95 12 ms",
            "  00:00:06 of 00:30:00 | planned 6, done 6, failed 0, in flight 0 | p95 12 ms",
            "  00:00:11 of 00:30:00 | planned 11, done 11, failed 0, in flight 0 | p95 12 ms",
        ]);
    }

    [Test]
    public void Show_WithoutAPercentile_SaysSo()
    {
        var output = new StringWriter();

        new ConsoleProgress(output, TimeSpan.Zero).Show(At(1) with { P95Ms = null });

        output.ToString().ShouldContain("p95 none");
    }

    private static LoadProgress At(int second) => new(
        "load", TimeSpan.FromSeconds(second), TimeSpan.FromMinutes(30), 1_800, second, second, 0, 0, 12.3);
}
