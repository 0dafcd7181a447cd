namespace SparkLoad.Resources.Processes;

/// <summary>One look at a process from outside the runtime: what the operating system counts.</summary>
/// <param name="Cpu">User and kernel time since the process began.</param>
/// <param name="ResidentBytes">Memory of the process that is in RAM now.</param>
/// <param name="Threads">Threads of the operating system.</param>
internal readonly record struct ProcessReading(TimeSpan Cpu, long ResidentBytes, int Threads);
