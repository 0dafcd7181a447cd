using System.Globalization;
using System.Runtime.Versioning;
using SparkLoad.Resources.Processes;

namespace SparkLoad.Resources.Servers;

/// <summary>Through <c>/proc</c> (proc(5)); the server notices nothing.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessTree : IProcessTree
{
    private readonly int _root;
    private readonly Dictionary<int, ProcFile> _members = [];

    /// <exception cref="UnseenException">There is no such process.</exception>
    public LinuxProcessTree(int root)
    {
        _root = root;
        _members[root] = Open(root) ?? throw new UnseenException($"no process {root} runs here");
    }

    /// <inheritdoc/>
    /// <remarks>Reads every process of the machine: about 20 µs each.</remarks>
    public void Refresh()
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : 0)
            .Where(id => id > 0)
            .ToLookup(ParentOf);
        List<int> found = [_root];
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(children[found[next]]);
        }

        // The root stays even when it is gone: another process may have its number by now.
        foreach (var gone in _members.Keys.Except(found).ToList())
        {
            _members.Remove(gone, out var file);
            file?.Dispose();
        }

        foreach (var added in found.Where(id => !_members.ContainsKey(id)))
        {
            if (Open(added) is { } file)
            {
                _members.Add(added, file);
            }
        }
    }

    public long? ResidentBytes()
    {
        if (Stat(_members[_root]) is null)
        {
            return null;
        }

        var bytes = 0L;
        foreach (var member in _members.Values)
        {
            bytes += Stat(member)?.ResidentBytes ?? 0;
        }

        return bytes;
    }

    public IReadOnlyDictionary<int, TimeSpan> Cpu() => _members
        .Select(member => (member.Key, Stat: Stat(member.Value)))
        .Where(pair => pair.Stat is not null)
        .ToDictionary(pair => pair.Key, pair => pair.Stat!.Value.Cpu);

    public void Dispose()
    {
        foreach (var file in _members.Values)
        {
            file.Dispose();
        }
    }

    private static int ParentOf(int processId)
    {
        using var file = Open(processId);
        return file is null ? 0 : Stat(file)?.Parent ?? 0;
    }

    private static ProcFile? Open(int processId)
    {
        try
        {
            return new ProcFile(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcStat? Stat(ProcFile file)
    {
        try
        {
            return ProcStat.Parse(file.Read()) is { IsZombie: false } stat ? stat : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
