using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Python;

namespace SparkLoad.Targets.Catalog;

/// <summary>A Spark that answers and is the version that a feature names. Belongs to its <see cref="TargetCatalog"/>, which ends it.</summary>
public interface ISparkTarget
{
    /// <summary>What it is, for the results.</summary>
    TargetInfo Info { get; }

    /// <summary>The trips, or null where the scenario reads none.</summary>
    DataInfo? Data { get; }

    /// <summary>The factor on stated durations: as configured, else 1 for a real Spark and 1/360 for the embedded endpoint.</summary>
    DurationScale Scale { get; }

    /// <summary>Base address of its UI (REST API), or null where none is known.</summary>
    Uri? Ui { get; }

    /// <summary>Its process on this machine, or null for a Spark that was not started for the run.</summary>
    int? ServerProcessId { get; }

    /// <summary>What a load on it is worth: acceptance if it is a real Spark and runs for the stated time.</summary>
    Evidence EvidenceOf(TimeSpan stated);

    /// <summary>The same of a load in rounds.</summary>
    /// <param name="round">How long one lasts.</param>
    /// <param name="stated">Rounds as stated.</param>
    /// <param name="actual">Rounds in this run.</param>
    Evidence EvidenceOfRounds(TimeSpan round, int stated, int actual);

    /// <summary>Whether it is a Spark, and not the endpoint that stands in for one, at whatever address.</summary>
    bool IsReal { get; }

    /// <summary>Checks that its trips have the columns that a query reads.</summary>
    /// <exception cref="TargetNotReachedException">Columns are missing, or the trips are; the message names them.</exception>
    /// <exception cref="Queries.UnknownQueryException">There is no such query.</exception>
    void RequireColumnsOf(string query);

    /// <summary>Opens a client with a session and a connection of its own, ready to ask every query.</summary>
    /// <param name="index">Which client of the load it is, from 0.</param>
    /// <param name="terms">How it works.</param>
    /// <param name="cancellationToken">Ends opening; nothing is left behind.</param>
    /// <exception cref="TargetNotReachedException">The server does not open a session.</exception>
    ValueTask<ILoadClient> OpenClientAsync(int index, ClientTerms terms, CancellationToken cancellationToken);

    /// <summary>
    /// Checksum of the right answer to a query. On synthetic trips that is what every supported Spark answers; on others it is what this
    /// server answers now, so that later answers are compared with it.
    /// </summary>
    /// <exception cref="TargetNotReachedException">The server does not answer.</exception>
    Task<ulong> ReferenceOfAsync(string query, CancellationToken cancellationToken);

    /// <summary>Asks each query once, in a session of its own, before any load: each must have an answer with rows, or no load could be judged.</summary>
    /// <param name="queries">Names of queries.</param>
    /// <param name="terms">How the clients of the load will work.</param>
    /// <param name="cancellationToken">Ends asking.</param>
    /// <exception cref="TargetNotReachedException">A query fails or has no rows; the message holds Spark's reason and where its data come from.</exception>
    Task RequireAnswersAsync(IEnumerable<string> queries, ClientTerms terms, CancellationToken cancellationToken);

    /// <summary>Checks that the settings say where PySpark of its version is.</summary>
    /// <exception cref="TargetNotReachedException">They do not; the message names the variable.</exception>
    void RequirePython();

    /// <summary>Starts PySpark of its version in a process of its own, with a session and a connection of its own for every client.</summary>
    /// <param name="clients">How many.</param>
    /// <param name="terms">How they work; <see cref="AnswerReading.Drained"/> is read as rows.</param>
    /// <param name="cancellationToken">Ends starting; nothing is left behind.</param>
    /// <exception cref="TargetNotReachedException">PySpark is missing, is another version, or cannot open its sessions.</exception>
    Task<PySparkClient> OpenPythonAsync(int clients, ClientTerms terms, CancellationToken cancellationToken);

    /// <summary>How loads are carried, for the results.</summary>
    ClientInfo ClientOf(IReadOnlyList<LoadPlan> plans, ClientTerms terms);
}
