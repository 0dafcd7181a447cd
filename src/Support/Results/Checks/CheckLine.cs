namespace SparkLoad.Results.Checks;

/// <summary>What a check of a team's folder found: a scenario with what it would send, a mistake, or something worth knowing.</summary>
public sealed record CheckLine
{
    /// <summary>Path below the home, with forward slashes; null where no file is to blame.</summary>
    public string? File { get; init; }

    /// <summary>In that file, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Name of the scenario; null where the line is about something else.</summary>
    public string? Scenario { get; init; }

    /// <summary>What the scenario would send, a sentence a load; null where the line is none of a scenario in order.</summary>
    public IReadOnlyList<string>? Sends { get; init; }

    /// <summary>One sentence.</summary>
    public string? Mistake { get; init; }

    /// <summary>What a user should know of something that is in order.</summary>
    public string? Note { get; init; }

    /// <summary>The last line: everything has been looked at.</summary>
    public bool Done { get; init; }
}
