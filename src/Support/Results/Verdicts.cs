namespace SparkLoad.Results;

/// <summary>What a scenario as a whole earned (DESIGN §6).</summary>
public enum ScenarioVerdict
{
    /// <summary>At least one criterion was judged and every judged one is met.</summary>
    Passed,

    /// <summary>A criterion is not met, the load was abandoned, or the server restarted under load.</summary>
    Failed,

    /// <summary>No criterion is broken, but at least one could not be told.</summary>
    Inconclusive,

    /// <summary>No load was sent: no target, another version, or something the scenario needs is missing.</summary>
    NotRun,
}

/// <summary>What one row of the criteria table earned.</summary>
public enum CriterionVerdict
{
    /// <summary>The measured figure keeps to the threshold.</summary>
    Met,

    /// <summary>The measured figure breaks the threshold.</summary>
    NotMet,

    /// <summary>The run does not tell; the note says why.</summary>
    Inconclusive,

    /// <summary>Only in a rehearsal: too short to judge this row. Never counted as met.</summary>
    NotJudged,
}

/// <summary>What a run is worth as evidence (DESIGN §5).</summary>
public enum EvidenceKind
{
    /// <summary>A shortened run, or one on the embedded endpoint.</summary>
    Rehearsal,

    /// <summary>A real Spark, for the stated time.</summary>
    Acceptance,
}
