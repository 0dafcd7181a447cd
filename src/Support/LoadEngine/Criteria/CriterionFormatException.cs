namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A row of a criteria table that cannot be read, or does not fit the load. The message names the row and the way out.</summary>
public sealed class CriterionFormatException(string message) : Exception(message);
