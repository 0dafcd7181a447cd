using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>Profiles of a client that never ran.</summary>
internal static class Profiles
{
    public static ClientProfile Whole { get; } = new()
    {
        Trace = "profiles/one.nettrace",
        DurationMs = 15_000,
        Cpu = new CpuProfile
        {
            Samples = 400,
            ThreadSamples = 60_000,
            IntervalMs = 5.1,
            Frames =
            [
                new("all running managed code", 0, 0, 400),
                new("System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart", 1, 0, 300),
                new("SparkLoad.SparkConnect.SparkSession.DrainAsync", 2, 0, 200),
                new("Apache.Arrow.Ipc.ArrowStreamReader.ReadNextRecordBatchAsync", 3, 0, 120),
                new("Grpc.Net.Client.Internal.GrpcCall`2[T,T].RunCall", 2, 200, 100),
                new("Program.Main", 1, 300, 100),
            ],
        },
        Allocations = new AllocationProfile(
            90_000_000, 880, [new("System.Byte[]", 60_000_000, 590), new("System.String", 30_000_000, 290)]),
        Gc = new GcProfile
        {
            Collections = 3,
            PauseMs = 6.5,
            LongestPauseMs = 4,
            Pauses = [new(1.2, 0, 1.5, "alloc small"), new(7, 1, 1, "alloc small"), new(12, 2, 4, "induced")],
        },
    };

    /// <summary>The rehearsal with the client of some scenarios profiled.</summary>
    public static RunFixture Rehearsal(ClientProfile profile, int scenarios = 1)
    {
        var run = Runs.Rehearsal("2026-11-27T00-00-00Z-0f0f");
        var profiled = run.Result.Scenarios.Take(scenarios).Select(scenario => scenario.Id).ToHashSet();
        return run.With(scenario => !profiled.Contains(scenario.Id) ? scenario : scenario with
        {
            EvidenceParts = scenario.EvidenceParts with { Profiled = true },
            Client = scenario.Client! with { Profiled = profile.Trace is not null },
            Resources = scenario.Resources! with { Client = scenario.Resources.Client! with { Profile = profile } },
        });
    }

    /// <summary>As many frames, and as long names, as a profile can hold.</summary>
    public static ClientProfile Largest { get; } = Whole with
    {
        Cpu = Whole.Cpu! with
        {
            Samples = 100_000,
            Frames =
            [
                new("all running managed code", 0, 0, 100_000),
                .. Enumerable.Range(0, 349).Select(
                    at => new ProfileFrame($"SparkLoad.{new string('x', 140)}.Method{at}", 1 + (at / 60), at % 60 * 1600L, 1600)),
            ],
        },
    };
}
