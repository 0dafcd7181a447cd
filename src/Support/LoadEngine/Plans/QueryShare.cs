namespace SparkLoad.LoadEngine.Plans;

/// <summary>One query of a load's mix.</summary>
/// <param name="Query">The query's name, as features use it.</param>
/// <param name="Weight">Its share relative to the other weights; above 0, default 1.</param>
/// <param name="ReferenceChecksum">Checksum of the right answer, where answers are judged.</param>
public sealed record QueryShare(string Query, double Weight = 1, ulong? ReferenceChecksum = null);
