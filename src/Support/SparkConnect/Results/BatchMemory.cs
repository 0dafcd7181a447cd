namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Where decoded batches lie, and so how long they may be used. What was compressed lies in memory of its own in any case, until the batch
/// is disposed.
/// </summary>
internal enum BatchMemory
{
    /// <summary>In their message: until that is recycled.</summary>
    Message,

    /// <summary>In memory of their own: for as long as anything refers to them.</summary>
    Collected,

    /// <summary>In memory that also serves later batches: until they are disposed.</summary>
    Reused,
}
