namespace SparkLoad.Results;

/// <summary>What queries without an answer are counted as where no error says it.</summary>
public static class ErrorClasses
{
    public static string Of(QueryOutcome outcome) => outcome switch
    {
        QueryOutcome.TimedOut => "TIMED_OUT",
        QueryOutcome.Unfinished => "UNFINISHED",
        QueryOutcome.NeverStarted => "NEVER_STARTED",
        _ => "FAILED",
    };
}
