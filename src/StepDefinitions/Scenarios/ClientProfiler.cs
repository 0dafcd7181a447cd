using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Profiles;
using SparkLoad.Results;
using SparkLoad.Specs.Suite;

namespace SparkLoad.Specs.Scenarios;

/// <summary>The profile of one scenario's client: recorded during its load, read by another process once the load is over.</summary>
internal sealed class ClientProfiler(string runFolder, string scenarioId)
{
    private readonly ProfileFiles _files = new(runFolder, scenarioId);

    /// <summary>A monitor that also records the profile.</summary>
    public ProfiledMonitor Around(ProcessMonitor monitor) => new(monitor, _files);

    /// <summary>Completes the profile by what its recording holds. Not to be called while a load runs.</summary>
    /// <param name="measured">What the load cost.</param>
    /// <param name="ended">Cancelled when the suite has to stop and has no time left for this.</param>
    public async Task<ResourcesResult?> ReadAsync(ResourcesResult? measured, CancellationToken ended)
    {
        if (measured?.Client?.Profile is not { Trace: not null } recorded)
        {
            return measured;
        }

        var problem = ended.IsCancellationRequested ? "The suite was stopped before the profile was read." : await ConvertAsync();
        return measured with { Client = measured.Client with { Profile = ProfileReading.Complete(recorded, _files, problem) } };
    }

    private async Task<string?> ConvertAsync()
    {
        var log = Path.Combine(runFolder, "logs", $"profile-{scenarioId}.log");
        var command = SuiteProgram.Command("The profile reader", "ProfileReader", [_files.Trace], log);
        return (await SuiteProgram.RunAsync(command, "The profile could not be read")).Problem;
    }
}
