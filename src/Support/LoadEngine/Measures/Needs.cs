namespace SparkLoad.LoadEngine.Measures;

/// <summary>What a measure cannot do without. A scenario that does not give it to a row is refused before any load is sent.</summary>
[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary>A checksum of every answer, and one of the reference.</summary>
    Checksums = 1,

    /// <summary>The server's process is watched.</summary>
    ServerInSight = 2,

    /// <summary>A load without gaps from its beginning to its end.</summary>
    UnbrokenLoad = 4,

    /// <summary>The client counts what it sent or took up again.</summary>
    CountsOfRetries = 8,

    /// <summary>Steps of the rate, each of them judged by the other rows.</summary>
    RateSteps = 16,

    /// <summary>Tells nothing where the generator was the bottleneck. Only known once the load is over.</summary>
    UndisturbedGenerator = 32,

    /// <summary>Two servers that are asked the same queries.</summary>
    AnswersOfBothSides = 64,

    /// <summary>Answers with rows, and not only what columns they would have.</summary>
    Rows = 128,

    /// <summary>A server that the scenario kills.</summary>
    Outage = 256,

    /// <summary>Clients that open a new session when theirs is gone.</summary>
    NewSessions = 512,

    /// <summary>The rows of the table that the load writes to, read before and after it.</summary>
    RowsOfTheTable = 1024,
}
