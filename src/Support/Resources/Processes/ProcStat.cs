using System.Buffers.Text;

namespace SparkLoad.Resources.Processes;

/// <summary>What is used of <c>/proc/…/stat</c> (proc(5)).</summary>
/// <param name="IsZombie">It has ended and only waits for its parent to notice.</param>
/// <param name="Parent">Process that started it.</param>
/// <param name="Cpu">User and kernel time so far, to a hundredth of a second.</param>
/// <param name="Threads">Threads of the operating system.</param>
/// <param name="ResidentBytes">Memory in RAM.</param>
internal readonly record struct ProcStat(bool IsZombie, int Parent, TimeSpan Cpu, int Threads, long ResidentBytes)
{
    // USER_HZ, which the kernel's interface fixes at 100 whatever its own tick.
    private const long ClockTick = TimeSpan.TicksPerSecond / 100;

    public static ProcStat Parse(ReadOnlySpan<byte> line)
    {
        // The program's name, in parentheses, may itself hold spaces and parentheses.
        var afterName = line[(line.LastIndexOf((byte)')') + 2)..];
        return new ProcStat(
            IsZombie: afterName[0] == (byte)'Z',
            Parent: (int)Field(afterName, 1),
            Cpu: TimeSpan.FromTicks((Field(afterName, 11) + Field(afterName, 12)) * ClockTick),
            Threads: (int)Field(afterName, 17),
            ResidentBytes: Field(afterName, 21) * Environment.SystemPageSize);
    }

    /// <summary>Number at a place in a line of fields that single spaces part.</summary>
    public static long Field(ReadOnlySpan<byte> line, int index)
    {
        for (; index > 0; index--)
        {
            line = line[(line.IndexOf((byte)' ') + 1)..];
        }

        return Utf8Parser.TryParse(line, out long value, out _)
            ? value
            : throw new InvalidDataException("A file of /proc does not look as proc(5) describes it.");
    }
}
