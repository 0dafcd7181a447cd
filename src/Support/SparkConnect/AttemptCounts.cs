namespace SparkLoad.SparkConnect;

/// <summary>What it took to execute one query.</summary>
/// <param name="Retries">RPCs sent again after an error.</param>
/// <param name="Reattaches">Streams taken up again with ReattachExecute, for whatever reason.</param>
/// <param name="Resubmits">Plans sent again because the server had never seen them.</param>
/// <param name="Interrupted">
/// How long the query waited for its next message after each end, error or silence of a stream, pauses included. An upper bound of what
/// was lost: a query that the server still computes has no message to send.
/// </param>
public readonly record struct AttemptCounts(int Retries, int Reattaches, int Resubmits, TimeSpan Interrupted = default);
