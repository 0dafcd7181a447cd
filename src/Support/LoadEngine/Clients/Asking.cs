using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Clients;

/// <summary>
/// What is done at each planned start of a load: what it brings, what cannot be judged of it, whether it can be run, and what results and
/// messages call it. Each kind is one class, and no other code asks which kind it has.
/// </summary>
public abstract record Asking
{
    private protected Asking()
    {
    }

    /// <summary>The whole answer to the query, read as the scenario says.</summary>
    public static Asking Answer { get; } = new WholeAnswer();

    /// <summary>Which columns the answer would have, which runs nothing.</summary>
    public static Asking Schema { get; } = new SchemaOnly();

    /// <summary>How its answers are read; null (default) leaves that to the scenario.</summary>
    public virtual AnswerReading? Reading => null;

    /// <summary>When each query is cancelled, from its start; null (default) for never.</summary>
    public virtual TimeSpan? CancelAfter => null;

    /// <summary>Rows of an answer that are read in a second, at most; null (default) for as fast as they come.</summary>
    public virtual int? RowsPerSecond => null;

    /// <summary>What the journal calls it.</summary>
    internal virtual AskedFor For => AskedFor.Answer;

    /// <summary>What results say is asked for; null (default) where it is the answer and nothing else.</summary>
    internal virtual string? Words => null;

    /// <summary>What the announcement of a load says after its queries; default nothing.</summary>
    internal virtual string Announced => "";

    /// <summary>
    /// Why no row and no checksum is there to be judged, in words that follow those for the load; null (default) where they are.
    /// </summary>
    internal virtual string? WithoutRows => null;

    /// <summary>The name of a load that asks so.</summary>
    public virtual string NameOf(string query) => query;

    /// <summary>Refuses what cannot be run as it is stated.</summary>
    /// <param name="check">Of the load.</param>
    /// <param name="plan">The load that asks so.</param>
    internal virtual void Check(PlanCheck check, LoadPlan plan)
    {
    }

    /// <summary>Why an external client cannot ask so; null (default) where it can.</summary>
    internal virtual string? Unfit(string externalClient) => null;

    /// <summary>Opens a client that asks so.</summary>
    /// <param name="open">Opens a client of the service, by its number.</param>
    /// <param name="client">The client's number, from 0.</param>
    /// <param name="cancellationToken">Ends opening.</param>
    internal virtual ValueTask<ILoadClient> OpenAsync(
        Func<int, CancellationToken, ValueTask<ILoadClient>> open, int client, CancellationToken cancellationToken) =>
        open(client, cancellationToken);

    private sealed record WholeAnswer : Asking;

    private sealed record SchemaOnly : Asking
    {
        public override AnswerReading? Reading => AnswerReading.Schema;

        internal override AskedFor For => AskedFor.Schema;

        internal override string Words => "the schema";

        internal override string Announced => ", for the schema only,";

        internal override string WithoutRows => "asks for the schema, which has no rows";

        public override string NameOf(string query) => $"schema of {query}";

        internal override string Unfit(string externalClient) =>
            $"{externalClient} keeps the schema of a query once it has it, so it cannot be asked for it again; compare two Sparks instead";
    }
}
