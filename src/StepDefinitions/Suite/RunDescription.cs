using System.Diagnostics;
using System.Reflection;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Resources.Machine;
using SparkLoad.Results;

namespace SparkLoad.Specs.Suite;

/// <summary>What is known of a run before its first scenario.</summary>
internal static class RunDescription
{
    private static readonly Assembly Suite = typeof(RunDescription).Assembly;

    /// <summary>Which runner the features run with, and why that one.</summary>
    public static string Runner => $"Features run with {Metadata("BddRunner")}: {Metadata("BddRunnerWhy")}.";

    public static RunInfo Of(string id, DateTimeOffset startedAt, DurationScale? scale)
    {
        var status = Git("status --porcelain");
        return new()
        {
            Id = id,
            State = RunState.Running,
            StartedAt = startedAt,
            Suite = new(Version(), Git("rev-parse HEAD"), status is null ? null : status.Length > 0),
            Machine = MachineDescription.Read(),
            Runner = Metadata("BddRunner"),
            DurationScale = scale?.Factor,
        };
    }

    private static string Metadata(string key) =>
        Suite.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == key).Value!;

    private static string Version() => Suite.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Null outside of a checkout, without git, or where it takes too long.</summary>
    private static string? Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = AppContext.BaseDirectory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            using var limit = new Timer(_ => git.Kill(), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
