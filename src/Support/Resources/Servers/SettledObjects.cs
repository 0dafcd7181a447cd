using SparkLoad.Results;

namespace SparkLoad.Resources.Servers;

/// <summary>
/// What lives on the server once it has put away what is no longer used, within a limit: what it frees a moment later was not left on it.
/// </summary>
internal static class SettledObjects
{
    private const int MostLooks = 5;

    public static TimeSpan BetweenLooks { get; } = TimeSpan.FromSeconds(1);

    /// <param name="look">Counts what is there; null where it cannot be seen.</param>
    /// <param name="wait">From one look to the next.</param>
    /// <param name="before">What there is no more of is as good as gone; null for what does not change any more.</param>
    public static async Task<LiveObjects?> ReadAsync(Func<Task<LiveObjects?>> look, Func<Task> wait, LiveObjects? before)
    {
        var live = await look().ConfigureAwait(false);
        for (var n = 1; n < MostLooks && live?.HasOthers == true; n++)
        {
            var last = live;
            await wait().ConfigureAwait(false);
            live = await look().ConfigureAwait(false);
            if (live?.HasAsManyAs(last) == true && (before is null || !live.HasMoreThan(before)))
            {
                break;
            }
        }

        return live;
    }
}
