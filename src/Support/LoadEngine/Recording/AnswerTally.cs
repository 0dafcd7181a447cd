namespace SparkLoad.LoadEngine.Recording;

/// <summary>Whether successful answers brought what they should.</summary>
internal sealed class AnswerTally
{
    public long Answers { get; private set; }

    /// <summary>Null before the first answer.</summary>
    public long? FewestRows { get; private set; }

    public long? MostRows { get; private set; }

    /// <summary>Answers whose complete number of rows is known.</summary>
    public long WithExpectation { get; private set; }

    /// <summary>Answers with another number of rows than a complete one has.</summary>
    public long Incomplete { get; private set; }

    /// <summary>Lowest share of the expected rows in an answer.</summary>
    public double LowestShare { get; private set; } = 1;

    /// <summary>Answers that could be compared with the reference.</summary>
    public long Compared { get; private set; }

    public long Wrong { get; private set; }

    public void Record(in QueryEnd end)
    {
        if (!end.Succeeded || end.Answer.IsStatedError || end.Answer.ToCancel is not null)
        {
            return;
        }

        var answer = end.Answer;
        Answers++;
        FewestRows = Math.Min(FewestRows ?? long.MaxValue, answer.Rows);
        MostRows = Math.Max(MostRows ?? 0, answer.Rows);
        if (answer.ExpectedRows is { } expected)
        {
            WithExpectation++;
            Incomplete += answer.Rows == expected ? 0 : 1;
            LowestShare = Math.Min(LowestShare, expected == 0 ? 1 : (double)answer.Rows / expected);
        }

        if (end.Share.ReferenceOf(end.Row) is { } reference && answer.Checksum is { } checksum)
        {
            Compared++;
            Wrong += checksum == reference ? 0 : 1;
        }
    }
}
