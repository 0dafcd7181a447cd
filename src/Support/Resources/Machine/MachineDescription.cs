using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SparkLoad.Results;

namespace SparkLoad.Resources.Machine;

/// <summary>Describes the machine that sends the load, so that runs are compared only on the same one.</summary>
public static class MachineDescription
{
    /// <summary>Reads this machine. What cannot be read is called <c>unknown</c>.</summary>
    public static MachineInfo Read()
    {
        var cpu = ProcessorModel();
        return new(
            Id: AnonymousId(cpu),
            Os: OperatingSystemName(),
            Cpu: cpu,
            Cores: Environment.ProcessorCount,
            MemoryBytes: GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Dotnet: Environment.Version.ToString());
    }

    /// <summary>Twelve hexadecimal digits that name the machine without giving its name away.</summary>
    private static string AnonymousId(string cpu)
    {
        var identity = string.Create(
            CultureInfo.InvariantCulture,
            $"{FirstLine("/etc/machine-id") ?? Environment.MachineName}|{cpu}|{Environment.ProcessorCount}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
    }

    private static string OperatingSystemName() =>
        Value("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription;

    private static string ProcessorModel() =>
        Value("/proc/cpuinfo", "model name", ':')
        ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? FirstLine(string path) => Lines(path).FirstOrDefault(line => line.Length > 0);

    private static string? Value(string path, string key, char separator) => Lines(path)
        .Select(line => line.Split(separator, 2))
        .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == key)?[1].Trim();

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? [.. File.ReadLines(path).Take(100)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
