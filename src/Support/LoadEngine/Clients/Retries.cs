namespace SparkLoad.LoadEngine.Clients;

/// <summary>Whether a query is sent again after a transient error.</summary>
public enum Retries
{
    /// <summary>It fails.</summary>
    Off,

    /// <summary>For a few seconds.</summary>
    Brief,

    /// <summary>With the numbers of Spark's own clients, over at least ten minutes.</summary>
    Standard,
}
