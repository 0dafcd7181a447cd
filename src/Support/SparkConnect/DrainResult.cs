namespace SparkLoad.SparkConnect;

/// <summary>What a drained query brought.</summary>
/// <param name="Rows">Rows, counted in the batches themselves and compared with what the server announced.</param>
/// <param name="Bytes">Bytes of the Arrow batches as received.</param>
/// <param name="Batches">Record batches, a reassembled one counted once.</param>
/// <param name="Checksum">Order-independent checksum of the values where asked for; equal rows give equal checksums on every
/// server.</param>
/// <param name="Attempts">Retries, reattaches and resubmits.</param>
public readonly record struct DrainResult(long Rows, long Bytes, int Batches, ulong? Checksum, AttemptCounts Attempts);
