namespace SparkLoad.LoadEngine.Clients;

/// <summary>What a client does with an answer.</summary>
public enum AnswerReading
{
    /// <summary>Every byte is received and every batch looked through; nothing is kept.</summary>
    Drained,

    /// <summary>
    /// Every value of every row is read, and the rows are held until the answer is whole, as <c>collect</c> of PySpark does.
    /// </summary>
    Rows,

    /// <summary>Every batch is decoded and held until the answer is complete, as <c>toArrow</c> of PySpark does.</summary>
    Arrow,

    /// <summary>No answer is asked for: only the columns that it would have, and nothing is run.</summary>
    Schema,
}
