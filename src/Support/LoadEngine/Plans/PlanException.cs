namespace SparkLoad.LoadEngine.Plans;

/// <summary>A load plan that cannot be carried out as stated. The message is one sentence for the person who wrote it.</summary>
public sealed class PlanException(string message) : Exception(message);
