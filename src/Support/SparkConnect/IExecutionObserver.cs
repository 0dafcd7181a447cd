namespace SparkLoad.SparkConnect;

/// <summary>
/// Hears what happens while a query is executed. Calls come in order, from whatever thread reads the result, and must be quick.
/// </summary>
public interface IExecutionObserver
{
    /// <summary>
    /// Whether progress, metrics and the schema are wanted, which the client then has to read; default true. One that only hears of
    /// interruptions says false.
    /// </summary>
    bool HearsDetails => true;

    /// <summary>An execution begins; nothing is sent yet.</summary>
    /// <param name="operationId">As Spark's UI, its messages and an interrupt name it.</param>
    void OnStarted(string operationId)
    {
    }

    /// <summary>The next message is waited for, again after each interruption.</summary>
    void OnWaiting()
    {
    }

    /// <summary>A message came.</summary>
    /// <param name="hasRows">It holds a batch of rows or a part of one.</param>
    void OnMessage(bool hasRows)
    {
    }

    /// <summary>An RPC failed and is sent again after a pause.</summary>
    void OnRetry(string rpc, string reason, TimeSpan pause)
    {
    }

    /// <summary>The result stream is taken up again.</summary>
    void OnReattach(ReattachReason reason)
    {
    }

    /// <summary>The server has never seen the plan, which is sent again.</summary>
    void OnResubmit()
    {
    }

    /// <summary>Messages come again.</summary>
    /// <param name="interruption">Since the stream ended, failed or fell silent.</param>
    void OnRecovered(TimeSpan interruption)
    {
    }

    /// <summary>A 4.x server told how far it is.</summary>
    void OnProgress(ExecutionProgress progress)
    {
    }

    /// <summary>The server told what the query cost.</summary>
    void OnMetrics(IReadOnlyList<PlanMetrics> metrics)
    {
    }

    /// <summary>
    /// The execution is over, however it ended: answered, failed, cancelled or left by its reader. Called once, before the caller hears of
    /// it.
    /// </summary>
    /// <param name="attempts">What it took; an interruption that has not ended counts up to now.</param>
    void OnEnded(AttemptCounts attempts)
    {
    }

    /// <summary>The result's columns.</summary>
    void OnSchema(SparkSchema schema)
    {
    }
}

/// <summary>Why a stream is taken up again.</summary>
public enum ReattachReason
{
    /// <summary>The server ended the stream before the result was complete.</summary>
    StreamEnded,

    /// <summary>The stream failed.</summary>
    Error,

    /// <summary>The stream was silent for too long.</summary>
    Silence,
}

/// <summary>How far a query is.</summary>
public sealed record ExecutionProgress(IReadOnlyList<StageProgress> Stages, long TasksInFlight);

/// <summary>How far one stage is.</summary>
public sealed record StageProgress(long StageId, long Tasks, long CompletedTasks, long InputBytes, bool Done);

/// <summary>What one node of the plan cost.</summary>
public sealed record PlanMetrics(string Name, long PlanId, long Parent, IReadOnlyList<PlanMetric> Values);

/// <summary>One figure of a plan's node; the type is Spark's, for example <c>sum</c>, <c>size</c> or <c>timing</c>.</summary>
public sealed record PlanMetric(string Key, string Name, long Value, string Type);
