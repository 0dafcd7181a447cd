namespace SparkLoad.LoadEngine.Execution;

/// <summary>
/// The process that sends the load, as far as it can be put in the place of another: its time, how it waits and what it sees of itself.
/// </summary>
/// <param name="Time">Where time comes from.</param>
/// <param name="Waiter">A new one for each execution.</param>
/// <param name="Probe">What it sees of itself.</param>
internal sealed record Generator(TimeProvider Time, Func<IStartWaiter> Waiter, IGeneratorProbe Probe)
{
    /// <summary>This process.</summary>
    public static Generator System(TimeProvider time) => new(time, () => new SystemStartWaiter(time), new SystemGeneratorProbe(time));
}
