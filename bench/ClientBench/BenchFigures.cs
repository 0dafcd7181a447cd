using System.Text.Json;

namespace SparkLoad.ClientBench;

/// <summary>What one run measured. CPU and allocations are the whole process's, divided by the measured queries.</summary>
internal sealed record BenchFigures(
    double P50Ms, double P95Ms, double CpuMsPerQuery, double AllocatedBytesPerQuery, long Rows, long Bytes, double Seconds,
    long PeakWorkingSetBytes)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
