namespace SparkLoad.SparkConnect;

/// <summary>What it took to carry one query.</summary>
/// <param name="Retries">RPCs sent again after an error.</param>
/// <param name="Reattaches">Streams taken up again with ReattachExecute, for whatever reason.</param>
/// <param name="Resubmits">Plans sent again because the server had never seen them.</param>
public readonly record struct CarriageCounts(int Retries, int Reattaches, int Resubmits);
