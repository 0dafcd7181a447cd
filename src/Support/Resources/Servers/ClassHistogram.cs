using System.Globalization;
using SparkLoad.Results;

namespace SparkLoad.Resources.Servers;

/// <summary>
/// Counts live objects of the server's JVM through <c>jcmd GC.class_histogram</c>. That is a full collection, so it is only for
/// before and after a load.
/// </summary>
internal static class ClassHistogram
{
    private const string ExecuteHolder = "org.apache.spark.sql.connect.service.ExecuteHolder";
    private const string SessionHolder = "org.apache.spark.sql.connect.service.SessionHolder";

    /// <exception cref="UnseenException">The JVM does not answer, or not to us.</exception>
    public static async Task<LiveObjects> ReadAsync(int processId, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var tool = JvmTool.Start("jcmd", processId, processId.ToString(CultureInfo.InvariantCulture), "GC.class_histogram");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var errors = tool.StandardError.ReadToEndAsync(limit.Token);
            var histogram = await tool.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await tool.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return tool.ExitCode == 0
                ? Parse(histogram)
                : throw new UnseenException($"jcmd cannot see the server: {FirstLine(await errors.ConfigureAwait(false) + histogram)}");
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnseenException($"jcmd did not end within {patience.TotalSeconds:0} s", failure);
        }
        finally
        {
            JvmTool.End(tool);
        }
    }

    /// <summary>Lines are <c>rank: instances bytes class (module)</c>, the last one <c>Total instances bytes</c>.</summary>
    internal static LiveObjects Parse(string histogram)
    {
        int executions = 0, sessions = 0;
        long? total = null;
        foreach (var line in histogram.Split('\n'))
        {
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            switch (fields)
            {
                case [_, var instances, _, ExecuteHolder, ..]:
                    executions = int.Parse(instances, CultureInfo.InvariantCulture);
                    break;
                case [_, var instances, _, SessionHolder, ..]:
                    sessions = int.Parse(instances, CultureInfo.InvariantCulture);
                    break;
                case ["Total", _, var bytes]:
                    total = long.Parse(bytes, CultureInfo.InvariantCulture);
                    break;
            }
        }

        return new LiveObjects(total ?? throw new UnseenException("jcmd printed no class histogram"), executions, sessions);
    }

    private static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => !line.EndsWith(':')) ?? "it said nothing";
}
