using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Page;

/// <summary>How a profile is explained.</summary>
internal static class ProfileWords
{
    /// <summary>How many samples there are, and what they do not show.</summary>
    public static string Samples(CpuProfile cpu) =>
        $"{Figures.Plural(cpu.Samples, "sample")} of running managed code out of {Figures.Count(cpu.ThreadSamples)} of all threads"
        + (cpu.IntervalMs is { } interval ? $", one every {Figures.Time(interval)}" : "")
        + ". Waiting threads are left out. Time in native code and in the kernel is not included, so the total is less than the client's "
            + "CPU time; a thread that is ready and waits for a processor counts as running. The work of the runtime to resume async "
                + "methods is counted with those methods.";

    /// <summary>What a file of a profile is.</summary>
    public static string Kind(string file) => Path.GetFileName(file) switch
    {
        var name when name.EndsWith(".nettrace", StringComparison.OrdinalIgnoreCase) => "Recording (.nettrace)",
        var name when name.Contains("speedscope", StringComparison.OrdinalIgnoreCase) => "For speedscope.app (.json)",
        var name when name.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) => "Flame graph (.svg)",
        var name => Plain.Name(name),
    };
}
