using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Page;

/// <summary>How a profile is explained.</summary>
internal static class ProfileWords
{
    /// <summary>How many samples there are, and what they do not show.</summary>
    public static string Samples(CpuProfile cpu) =>
        $"{Figures.Plural(cpu.Samples, "sample")} of running managed code among {Figures.Count(cpu.ThreadSamples)} of all threads"
        + (cpu.IntervalMs is { } interval ? $", one look every {Figures.Time(interval)}" : "")
        + ". Threads that wait are left out. Time in native code and in the kernel is not in it, so it is less than the client's CPU; a thread that is ready and waits for a processor counts as running. What the runtime does to carry async methods on is counted with those methods.";

    /// <summary>What a file of a profile is.</summary>
    public static string Kind(string file) => Path.GetFileName(file) switch
    {
        var name when name.EndsWith(".nettrace", StringComparison.OrdinalIgnoreCase) => "Recording (.nettrace)",
        var name when name.Contains("speedscope", StringComparison.OrdinalIgnoreCase) => "For speedscope.app (.json)",
        var name when name.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) => "Flame graph (.svg)",
        var name => Plain.Name(name),
    };
}
