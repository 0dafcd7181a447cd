using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>Each client asks again as soon as it is answered, or after a pause. A query's planned start is its actual one.</summary>
public sealed record BackToBackLoad(int Clients, TimeSpan Duration) : LoadShape(Clients, Duration)
{
    /// <summary>From an answer to the next query; default none.</summary>
    public TimeSpan Pause { get; init; }

    internal override string Model => "backToBack";

    internal override string Kind => "clients back to back";

    internal override void Check(PlanCheck check, long seed)
    {
        PlanCheck.Require(Pause >= TimeSpan.Zero, $"The pause of the load \"{check.Load}\" must not be below zero.");
        check.RequireAtMost(Pause, PlanCheck.LongestWait, "pause");
    }

    internal override IEnumerable<(string Name, string Words)> Words() =>
        [("pause", DurationText.Of(Pause))];

    internal override IQueryStarts Begin(LoadExecution load, QueryExecutor executor) =>
        new BackToBackStarts(this, load, executor);

    private sealed class BackToBackStarts(BackToBackLoad shape, LoadExecution load, QueryExecutor executor) : IQueryStarts
    {
        private long _n = -1;
        private bool _begun;
        private volatile bool _stopped;

        public long? NextDue => _begun || _stopped ? null : 0;

        public bool Stopped => _stopped;

        public void Due()
        {
            _begun = true;
            for (var client = 0; client < shape.Clients; client++)
            {
                _ = AskAsync(client);
            }
        }

        public void Stop() => _stopped = true;

        private async Task AskAsync(int client)
        {
            long turn = client;
            while (load.Clock.Now is var now && now < load.Duration.Ticks && !_stopped && !executor.Interrupted.IsCancellationRequested)
            {
                load.Recorder.Planned(now);
                load.Recorder.Started();
                var asked = executor.ExecuteAsync(client, Interlocked.Increment(ref _n), now, turn: turn);
                turn += shape.Clients;
                if (asked.IsCompleted)
                {
                    // A client that answers at once must not keep the others, or the dispatching thread, from theirs.
                    await Task.Yield();
                }

                await asked.ConfigureAwait(false);
                if (shape.Pause > TimeSpan.Zero)
                {
                    await Task.Delay(shape.Pause, load.Clock.Time, executor.Interrupted).ConfigureAwait(
                        ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }
}
