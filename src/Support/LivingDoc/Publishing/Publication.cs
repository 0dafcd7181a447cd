namespace SparkLoad.LivingDoc;

/// <summary>What a publication did, and what the record holds now.</summary>
/// <param name="Added">Runs that the record did not hold before, by name, the oldest first.</param>
/// <param name="Known">Runs that it held already.</param>
/// <param name="Rehearsals">Finished runs that were left out because nothing in them is evidence.</param>
/// <param name="Unfinished">Runs that were left out because they are under way, interrupted, or damaged.</param>
/// <param name="Runs">Runs of the record.</param>
/// <param name="Bytes">Size of the record.</param>
public sealed record Publication(IReadOnlyList<string> Added, int Known, int Rehearsals, int Unfinished, int Runs, long Bytes);
