using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Model;

/// <summary>One folder among the reports.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Result">Null where it could not be read.</param>
/// <param name="Problem">Why it could not be read.</param>
/// <param name="HasPage">Whether it holds a page.</param>
/// <param name="NewestChange">When anything in it was written last.</param>
public sealed record RunEntry(string Name, RunResult? Result, string? Problem, bool HasPage, DateTimeOffset NewestChange)
{
    /// <summary>After this long without a word, a run that says it is running is not believed.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Scenarios with a verdict.</summary>
    public IEnumerable<ScenarioResult> Done =>
        (Result?.Scenarios ?? []).Where(scenario => scenario.EndedAt is not null || Result!.Run.State != RunState.Running);

    /// <summary>Where the run stands, in words; one that says it is running, and is silent, is not believed.</summary>
    public string State(DateTimeOffset now) => Result?.Run.State switch
    {
        null => "damaged",
        RunState.Finished => "finished",
        RunState.Interrupted => "interrupted",
        _ when now - NewestChange > Silence => "no news, probably interrupted",
        _ => "running",
    };
}
