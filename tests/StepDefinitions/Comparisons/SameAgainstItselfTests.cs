using System.Globalization;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Resources.Processes;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.StepDefinitions.Tests.Comparisons;

/// <summary>Our client against itself on a real Spark: a judge of two equal sides as different would call anything different.</summary>
[Category("needs-spark")]
public sealed class SameAgainstItselfTests
{
    private const int Comparisons = 5;
    private static readonly SparkName Spark = SparkName.OfVersion("4.1.1");

    [Test]
    [Explicit("By hand: takes over ten minutes of a quiet machine.")]
    public async Task Client_AgainstItself_IsCalledDifferentAtMostOnceInFive()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(SettingKeys.Target(Spark))))
        {
            Assert.Ignore($"Needs {SettingKeys.Target(Spark)}.");
        }

        var folder = Directory.CreateTempSubdirectory("sparkload-same").FullName;
        var settings = SuiteSettings.Load();
        await using var catalog = new TargetCatalog(settings, QueryCatalog.Read(settings.Home), folder);
        var target = await catalog.ReachAsync(Spark, withTrips: true, CancellationToken.None);

        var different = 0;
        for (var i = 0; i < Comparisons; i++)
        {
            await using var subject = Side(target, "subject");
            await using var reference = Side(target, "reference");
            var rounds = await new AlternatingRounds(subject, reference).RunAsync(
                Rounds.Default, Rounds.Default, CriteriaSet.Parse([("failed queries", "none")]), SilentObserver.Instance, CancellationToken
                    .None);
            var made = Rounds.Compare("subject", "reference", rounds.Rounds);
            ShouldHaveMeasured(rounds, made);
            different += made.Any(comparison => comparison.Outcome is ComparisonOutcome.Slower or ComparisonOutcome.Faster) ? 1 : 0;
            await TestContext.Progress.WriteLineAsync($"{i + 1}: {string.Join(", ", made.Select(Words))}");
        }

        different.ShouldBeLessThanOrEqualTo(1);
    }

    /// <summary>Comparisons of nothing are undecided, too, and would pass.</summary>
    private static void ShouldHaveMeasured(MeasuredRounds rounds, IReadOnlyList<ComparisonResult> made)
    {
        foreach (var load in (LoadResult[])[rounds.Subject.ToResult(), rounds.Reference.ToResult()])
        {
            (load.BrokeOffBecause, load.Succeeded).ShouldBe((null, load.Planned));
            load.Planned.ShouldBe(20 * Rounds.Default);
        }

        // The 99th percentile needs more queries than a round has.
        made.Count(comparison => comparison.Rounds == Rounds.Default).ShouldBe(made.Count - 1);
    }

    private static AlternatingSide Side(SparkTarget target, string name)
    {
        var plan = new LoadPlan("fares by passenger count", new ClientLoad(1, Rate.PerSecondOf(5), TimeSpan.FromSeconds(4)))
        {
            Name = name,
            Side = name,
        };
        var terms = new ClientTerms { Reading = AnswerReading.Rows };
        return AlternatingSide.Own(
            TimeProvider.System,
            new LoadJob(plan, (index, token) => target.OpenClientAsync(index, terms, token)),
            () => new ProcessMonitor(new ProcessMonitorOptions { IdlePeriod = TimeSpan.Zero }));
    }

    private static string Words(ComparisonResult made) => string.Create(
        CultureInfo.InvariantCulture,
        $"{made.Key} {made.Outcome} {made.Ratio:0.000} ({made.Interval?.Low:0.000} to {made.Interval?.High:0.000})");
}
