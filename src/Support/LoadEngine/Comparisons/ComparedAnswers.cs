using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>Whether two Sparks gave the same answers to the same queries, asked outside of the rounds.</summary>
/// <param name="Compared">Queries that both were asked, each row of their parameters by itself.</param>
/// <param name="Different">How many of them were not answered the same.</param>
/// <param name="Shown">The first of those, with the rows that differ.</param>
public sealed record ComparedAnswers(int Compared, int Different, IReadOnlyList<AnswerDifference> Shown);
