using SparkLoad.LoadEngine.Statistics;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>How long queries went on after they were cancelled.</summary>
internal sealed class CancelTally
{
    /// <summary>+∞ for what ended in any other way than it should.</summary>
    public LatencyCounts Times { get; } = new();

    public BlockSeries Series { get; } = new();

    /// <summary>Queries that were answered before they could be cancelled.</summary>
    public long Answered { get; private set; }

    public void Record(in QueryEnd end)
    {
        if (end is { Succeeded: true, Answer.ToCancel: null })
        {
            Answered++;
            return;
        }

        long? micros = end.Succeeded ? end.Answer.ToCancel!.Value.Ticks / TimeSpan.TicksPerMicrosecond : null;
        Times.Record(micros);
        Series.Record(end.N, micros);
    }
}
