namespace SparkLoad.LoadEngine.Plans;

/// <summary>How the starts of a schedule are spread.</summary>
public enum ArrivalPattern
{
    /// <summary>At equal distances.</summary>
    Even,

    /// <summary>At random, independent of each other, with the stated rate on average.</summary>
    Poisson,
}

/// <summary>How the schedules of several clients lie to each other.</summary>
public enum ClientPhase
{
    /// <summary>All clients ask at the same moments, so that their queries really meet on the server.</summary>
    Together,

    /// <summary>The clients' starts are spread evenly over the interval.</summary>
    Spread,
}
