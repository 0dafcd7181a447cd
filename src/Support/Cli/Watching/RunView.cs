using SparkLoad.Results;
using SparkLoad.Results.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SparkLoad.Cli.Watching;

/// <summary>Shows a run under way until it ends: in a terminal as a picture that changes, elsewhere as a line now and then.</summary>
internal sealed class RunView(RunInProgress run, IAnsiConsole console, TimeProvider time)
{
    /// <summary>The run ended, and not all of it passed.</summary>
    public const int NotPassed = 1;

    public const int BrokeOff = 3;

    public const int NoRun = 4;

    public const int ViewEnded = 130;

    private static readonly TimeSpan BetweenPictures = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>What a rehearsal leaves out without failing for it.</summary>
    private static readonly string[] NotInARehearsal = ["python", "versions", "spark-home"];

    /// <returns>The exit code.</returns>
    public async Task<int> ShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ended = console.Profile.Capabilities is { Ansi: true, Interactive: true } && console.Profile.Out.IsTerminal
                ? await DrawAsync(cancellationToken)
                : await SayAsync(cancellationToken);
            console.WriteLine(Ended(ended));
            return CodeOf(ended);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.WriteLine("The view has ended; the run goes on.");
            return ViewEnded;
        }
    }

    /// <summary>What the run came to, as an exit code.</summary>
    internal static int CodeOf(RunResult ended) =>
        ended.Run.State != RunState.Finished ? BrokeOff
        : ended.Scenarios.Any(scenario => scenario.Verdict == ScenarioVerdict.Passed) && ended.Scenarios.All(IsAllRight) ? 0
        : NotPassed;

    /// <summary>The run in lines of at most that many characters.</summary>
    internal IRenderable Picture(RunResult result)
    {
        var rows = new List<IRenderable>
        {
            new Text($"Run {Plain.Name(run.Name)}, since {Moments.Clock(result.Run.StartedAt)}", new Style(decoration: Decoration.Bold)),
        };
        foreach (var scenario in result.Scenarios.Where(scenario => scenario.EndedAt is null))
        {
            rows.Add(Text.Empty);
            rows.Add(new Text(Plain.Name(scenario.Scenario), new Style(decoration: Decoration.Bold)));
            rows.Add(new Text(Plain.Text(scenario.EvidenceNote, 200), new Style(
                scenario.Evidence == EvidenceKind.Rehearsal ? Color.Yellow : Color.Green)));
            rows.AddRange(scenario.Loads.Count == 0
                ? [new Text("Spark and its data are being prepared.")]
                : scenario.Loads.SelectMany(load => Of(scenario, load)));
        }

        var done = result.Scenarios.Where(scenario => scenario.EndedAt is not null).ToList();
        rows.Add(Text.Empty);
        rows.Add(new Text(Done(done)));
        rows.AddRange(done.Where(scenario => scenario.Verdict is ScenarioVerdict.Failed or ScenarioVerdict.Inconclusive).TakeLast(5)
            .Select(scenario => new Text($"{Words.Of(scenario.Verdict)}: {Plain.Name(scenario.Scenario)}", new Style(
                scenario.Verdict == ScenarioVerdict.Failed ? Color.Red : Color.Yellow))));
        return new Rows(rows);
    }

    /// <summary>The same in one line.</summary>
    internal string Line(RunResult result)
    {
        var said = result.Scenarios.Where(scenario => scenario.EndedAt is null).Select(scenario => scenario.Loads.Count == 0
            ? $"{Plain.Name(scenario.Scenario)}: Spark and its data are being prepared"
            : $"{Plain.Name(scenario.Scenario)}: " + string.Join("; ", scenario.Loads.Select(load =>
                $"{Name(scenario, load)}{Progress(load, run.Of(scenario.Id, load.Name))}, {Counts(run.Of(scenario.Id, load.Name))}"
                + string.Concat(Criteria(scenario, load).Select(row => $", {row.Text}")))));
        return $"{Moments.Clock(time.GetUtcNow())}  {string.Join(" / ", said.DefaultIfEmpty(
            Done([.. result.Scenarios.Where(scenario => scenario.EndedAt is not null)])))}";
    }

    private async Task<RunResult> DrawAsync(CancellationToken cancellationToken)
    {
        var result = run.Read();
        await console.Live(Picture(result)).Overflow(VerticalOverflow.Ellipsis).StartAsync(async live =>
        {
            while (result.Run.State == RunState.Running)
            {
                await Task.Delay(BetweenPictures, time, cancellationToken);
                result = run.Read();
                live.UpdateTarget(Picture(result));
            }
        });
        return result;
    }

    private async Task<RunResult> SayAsync(CancellationToken cancellationToken)
    {
        var (said, next) = (new HashSet<string>(), DateTimeOffset.MinValue);
        while (true)
        {
            var result = run.Read();
            foreach (var scenario in result.Scenarios.Where(scenario => scenario.EndedAt is not null && said.Add(scenario.Id)))
            {
                // Not through Spectre, which breaks lines at 80 characters where there is no terminal.
                await console.Profile.Out.Writer.WriteLineAsync(
                    $"{Moments.Clock(scenario.EndedAt!.Value)}  {Words.Of(scenario.Verdict)}: {Plain.Name(scenario.Scenario)}");
                next = DateTimeOffset.MinValue;
            }

            if (result.Run.State != RunState.Running)
            {
                return result;
            }

            if (time.GetUtcNow() >= next)
            {
                await console.Profile.Out.Writer.WriteLineAsync(Line(result));
                next = time.GetUtcNow() + BetweenLines;
            }

            await console.Profile.Out.Writer.FlushAsync(cancellationToken);
            await Task.Delay(BetweenPictures, time, cancellationToken);
        }
    }

    private IEnumerable<IRenderable> Of(ScenarioResult scenario, LoadResult load)
    {
        var soFar = run.Of(scenario.Id, load.Name);
        yield return new Text($"{Name(scenario, load)}{Bar(load, soFar)} {Progress(load, soFar)}");
        yield return new Text(Counts(soFar), soFar.Failed > 0 ? new Style(Color.Red) : Style.Plain);
        foreach (var (text, isMet) in Criteria(scenario, load))
        {
            yield return new Text($"  {text}", new Style(isMet ? Color.Green : Color.Red));
        }
    }

    private IEnumerable<(string Text, bool IsMet)> Criteria(ScenarioResult scenario, LoadResult load)
    {
        var soFar = run.Of(scenario.Id, load.Name);
        foreach (var row in scenario.Criteria
            .Where(row => row.Load is null || row.Load.Equals(load.Name, StringComparison.OrdinalIgnoreCase)))
        {
            if (soFar.SoFar(row) is var (text, isMet))
            {
                yield return ($"{Plain.Text(row.Measure, 60)} {text} (must be {Plain.Text(row.MustBe, 60)}"
                    + $"{(isMet ? "" : ": not met so far")})", isMet);
            }
        }
    }

    private string Bar(LoadResult load, LoadSoFar soFar)
    {
        var width = Math.Clamp(console.Profile.Width / 4, 8, 40);
        var filled = load.DurationMs > 0 ? (int)Math.Clamp(width * soFar.Elapsed * 1000 / load.DurationMs, 0, width) : 0;
        return console.Profile.Capabilities.Unicode
            ? new string('█', filled) + new string('░', width - filled)
            : $"[{new string('#', filled)}{new string('.', width - filled)}]";
    }

    private static string Progress(LoadResult load, LoadSoFar soFar) =>
        $"{Figures.Time(Math.Round(soFar.Elapsed) * 1000)} of {Figures.Time(load.DurationMs)}";

    private static string Counts(LoadSoFar soFar) =>
        $"{Figures.Number(soFar.Rate)} per second, {Figures.Count(soFar.Succeeded)} answered, {Figures.Count(soFar.Failed)} failed, "
        + $"{Figures.Count(soFar.InFlight)} in flight";

    private static string Name(ScenarioResult scenario, LoadResult load) =>
        scenario.Loads.Count > 1 ? $"{Plain.Text(load.Name, 60)}: " : "";

    private static string Done(List<ScenarioResult> done) => done.Count == 0
        ? "No scenario is over yet"
        : $"Over so far: {string.Join(", ", done.CountBy(scenario => scenario.Verdict).OrderBy(count => count.Key)
            .Select(count => $"{count.Value} {Words.Of(count.Key)}"))}";

    private static string Ended(RunResult ended) =>
        $"{(ended.Run.State == RunState.Finished ? "The run has ended" : "The run broke off")}: {RunSummary.Totals(ended)}.";

    private static bool IsAllRight(ScenarioResult scenario) => scenario.Verdict == ScenarioVerdict.Passed
        || (scenario is { Verdict: ScenarioVerdict.NotRun, Evidence: EvidenceKind.Rehearsal }
            && scenario.Tags.Intersect(NotInARehearsal).Any());
}
