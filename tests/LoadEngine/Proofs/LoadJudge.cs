using SparkLoad.Results;
using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Judges rows by one load: counts here, the rest by a judge of its kind.</summary>
internal sealed class LoadJudge(JudgedLoad load)
{
    private readonly StartsJudge _starts = new(load);

    public Said Judge(Row row) => Whole(row.What switch
    {
        What.Failed => Failed(row),
        What.Throughput => OfTheGenerator(row, Throughput),
        What.OnTime => _starts.OnTime(row),
        What.Latency => OfTheGenerator(row, new LatencyJudge(load).Latency),
        What.First => OfTheGenerator(row, new LatencyJudge(load).First),
        What.Windows => OfTheGenerator(row, new WindowJudge(load).Windows),
        What.Recovery => OfTheGenerator(row, new WindowJudge(load).Recovery),
        What.Rows => Rows(row),
        What.Answers => Answers(),
        What.Retries => Said.ByValue(row, load.All.Sum(query => query.Answer?.Attempts.Retries ?? 0)),
        What.Reattaches => Said.ByValue(row, load.All.Sum(query => query.Answer?.Attempts.Reattaches ?? 0)),
        _ => new MachineJudge(load).Judge(row),
    });

    // What was met until the run was ended need not have been met to the end.
    private Said Whole(Said said) => load.IsBrokenOff
        ? said with { Verdicts = [.. said.Verdicts.Select(verdict => verdict == Met ? Inconclusive : verdict).Distinct()] }
        : said;

    private Said OfTheGenerator(Row row, Func<Row, Said> judge) => CannotTell(row) is { } why ? Said.Of(Inconclusive, why)
        : judge(row) is var said && said.Verdicts is [NotJudged] ? said
        : _starts.GeneratorFailed() is { } fault ? Said.Of(Inconclusive, fault)
        : said;

    // What no load tells, however well the generator did.
    private string? CannotTell(Row row) => row.What switch
    {
        What.Latency when load.Counted.Count == 0 && (row.Rank is > 0 and < 1 || load.All.All(query => query.Answered)) =>
            "no query but the first of each session",
        What.Recovery when new WindowJudge(load).BeforeTheSpike() is null => "most queries before the spike were not answered",
        _ => null,
    };

    private Said Failed(Row row)
    {
        var (n, failed, cutOff) = (load.All.Count, load.All.Count(query => !query.Answered), load.All.Count(load.IsCutOff));
        if (n == 0)
        {
            return Said.Of(Inconclusive, "nothing was planned");
        }

        Said Of(int failures, int of) =>
            Said.Exactly(row, row.IsShare ? row.Threshold * of : row.Threshold, failures, $"{failed} of {n} failed");
        return cutOff > 0 && Of(failed, n) is { Verdicts: [NotMet] }
            && (cutOff == n || Of(failed - cutOff, n - cutOff) is { Verdicts: [Met] })
            ? Said.Of(Inconclusive, $"{failed} of {n} failed, {cutOff} of them because the run was ended")
            : Of(failed, n);
    }

    private Said Throughput(Row row)
    {
        var (inTime, measured) = (load.All.Count(query => query.Answered && query.Ended <= load.Measured), load.Measured);
        var paused = load.Pauses.Sum(pause => Math.Max(0, Math.Min(measured, pause.To) - pause.From));
        double Per(int answered, long ticks) => answered / (ticks / (double)JudgedLoad.Second);
        // Whatever the end of the run cut off might have been answered.
        var (left, cutOff) = (measured - paused, load.All.Count(load.IsCutOff));
        double? without = left > 0 && (paused > 0 || cutOff > 0) ? Per(inTime + cutOff, left) : null;
        return Said.ByValue(row, Per(inTime, measured), 1e-12, without);
    }

    private Said Rows(Row row)
    {
        var answers = load.All.Where(query => query.Answered).Select(query => query.Answer!).ToArray();
        if (answers.Length == 0)
        {
            return Said.Of(Inconclusive, "nothing was answered");
        }

        return row.Must == Must.BeWhole
            ? answers.Any(answer => answer.ExpectedRows is { } expected && expected != answer.Rows) ? Said.Of(NotMet, "another number")
                : Said.Of(answers.Any(answer => answer.ExpectedRows is null) ? Inconclusive : Met, "every row, as far as is known")
            : Said.Of(answers.All(answer => Said.Holds(row, answer.Rows)) ? Met : NotMet, "rows of every answer");
    }

    private Said Answers()
    {
        var answers = load.All.Where(query => query.Answered).ToArray();
        bool IsCompared(Query query) => query.Reference is not null && query.Answer!.Checksum is not null;
        return answers.Any(query => IsCompared(query) && query.Reference != query.Answer!.Checksum) ? Said.Of(NotMet, "a wrong answer")
            : answers.Length == 0 || !answers.All(IsCompared) ? Said.Of(Inconclusive, "an answer that was not compared")
            : Said.Of(Met, "all equal");
    }
}
