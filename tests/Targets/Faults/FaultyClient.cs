using SparkLoad.LoadEngine.Clients;

namespace SparkLoad.Targets.Tests.Faults;

/// <summary>A real client with a fault of its own.</summary>
/// <param name="client">The real one; disposed with it.</param>
internal sealed class FaultyClient(ILoadClient client) : ILoadClient
{
    private readonly List<byte[]> _kept = [];
    private readonly TimeSpan _usedBefore = Environment.CpuUsage.TotalTime;
    private int _asked;
    private long _toBurn;

    /// <summary>Bytes that every query leaves behind.</summary>
    public int Leaks { get; init; }

    /// <summary>Processor time that every query costs besides what it needs.</summary>
    public TimeSpan Burns { get; init; }

    /// <summary>How long the thread that starts queries is held up, once.</summary>
    public TimeSpan Stalls { get; init; }

    public ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _asked) == 20 && Stalls > TimeSpan.Zero)
        {
            Thread.Sleep(Stalls);
        }

        return AskAsync(query, cancellationToken);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async ValueTask<QueryAnswer> AskAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        var answer = await client.ExecuteAsync(query, cancellationToken);
        if (Leaks > 0)
        {
            var memory = new byte[Leaks];
            memory.AsSpan().Fill(1); // touched, so that it is resident
            lock (_kept)
            {
                _kept.Add(memory);
            }
        }

        // Processor time, because on a busy machine time goes by without it; added up, because queries that burn at once share it.
        var burnt = Interlocked.Add(ref _toBurn, Burns.Ticks);
        while (Burns > TimeSpan.Zero && (Environment.CpuUsage.TotalTime - _usedBefore).Ticks < burnt)
        {
            Thread.SpinWait(100);
        }

        return answer;
    }
}
