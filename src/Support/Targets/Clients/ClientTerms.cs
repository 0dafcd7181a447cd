using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>How the clients of a load are to work. The default is what measuring wants: no retries, a connection each.</summary>
public sealed record ClientTerms
{
    /// <summary>Default off.</summary>
    public Retries Retries { get; init; }

    /// <summary>All clients of the scenario use one connection; default is one each.</summary>
    public bool ShareConnection { get; init; }

    /// <summary>Every answer comes with its checksum, which costs the client time; default false.</summary>
    public bool Checksums { get; init; }

    /// <summary>How answers are read; default <see cref="AnswerReading.Drained"/>.</summary>
    public AnswerReading Reading { get; init; }

    /// <summary>Value of <c>spark.sql.ansi.enabled</c> in every session; null (default) leaves it as the server has it.</summary>
    public bool? Ansi { get; init; }

    internal SparkSessionOptions Options => new()
    {
        Retry = Retries switch
        {
            Retries.Brief => RetryPolicy.Short,
            Retries.Standard => RetryPolicy.Standard,
            _ => RetryPolicy.Off,
        },
        Topology = ShareConnection ? Topology.SharedConnection : Topology.ConnectionPerSession,
    };
}

/// <summary>What a client does with an answer.</summary>
public enum AnswerReading
{
    /// <summary>Every byte is received and every batch looked through; nothing is kept.</summary>
    Drained,

    /// <summary>Every value of every row is read, and the rows are held until the answer is complete, as <c>collect</c> of PySpark does.</summary>
    Rows,

    /// <summary>Every batch is decoded and held until the answer is complete, as <c>toArrow</c> of PySpark does.</summary>
    Arrow,
}

/// <summary>Whether a query is sent again after an error that may pass.</summary>
public enum Retries
{
    /// <summary>It fails.</summary>
    Off,

    /// <summary>For a few seconds.</summary>
    Brief,

    /// <summary>With the numbers of Spark's own clients, over at least ten minutes.</summary>
    Standard,
}
