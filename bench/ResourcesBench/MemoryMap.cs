using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SparkLoad.ResourcesBench;

/// <summary>Resident memory of this process by what it belongs to, from <c>/proc/self/smaps</c>: the parts add up to all of it.</summary>
[SupportedOSPlatform("linux")]
internal static partial class MemoryMap
{
    // glibc reserves so much for an arena, at a multiple of it.
    private const long Arena = 64L << 20;

    // No other part reserves nearly so much at once.
    private const long LeastReservedByGc = 1L << 30;

    /// <summary>Names and bytes.</summary>
    public static IEnumerable<(string Part, double Bytes)> Read()
    {
        var mappings = Mappings();
        var parts = new Dictionary<string, long>();
        foreach (var group in Groups(mappings))
        {
            var isGc = group[^1].End - group[0].Start >= LeastReservedByGc;
            for (var i = 0; i < group.Count; i++)
            {
                var part = isGc ? "GC" : PartOf(group, i);
                parts[part] = parts.GetValueOrDefault(part) + group[i].Resident;
            }
        }

        foreach (var part in (string[])["GC", "malloc heap", "malloc arenas", "code", "files", "stacks", "other"])
        {
            yield return (part, parts.GetValueOrDefault(part));
        }

        var malloc = MallInfo2();
        yield return ("malloc in use", malloc.InUse + malloc.Mapped);
        yield return ("malloc free", malloc.Free);
    }

    private static string PartOf(List<Mapping> group, int place)
    {
        var mapping = group[place];
        return mapping.Name switch
        {
            "[heap]" => "malloc heap",
            "[stack]" => "stacks",
            _ when mapping.Name.Contains("doublemapper", StringComparison.Ordinal) => "code",
            ['/', ..] => "files",
            _ when mapping.Start % Arena == 0 && place + 1 < group.Count && group[place + 1].End == mapping.Start + Arena =>
                "malloc arenas",
            _ when place > 0 && group[place - 1] is { IsAccessible: false, Length: <= 64 * 1024 } => "stacks",
            _ => "other",
        };
    }

    // Mappings without a file that lie next to each other: reservations of which parts are in use.
    private static IEnumerable<List<Mapping>> Groups(IEnumerable<Mapping> mappings)
    {
        var group = new List<Mapping>();
        foreach (var mapping in mappings)
        {
            if (group.Count > 0 && (group[^1].End != mapping.Start || group[^1].Name.Length > 0 || mapping.Name.Length > 0))
            {
                yield return group;
                group = [];
            }

            group.Add(mapping);
        }

        yield return group;
    }

    private static List<Mapping> Mappings()
    {
        var mappings = new List<Mapping>();
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields[0] == "Rss:")
            {
                mappings[^1] = mappings[^1] with { Resident = long.Parse(fields[1], CultureInfo.InvariantCulture) * 1024 };
            }
            else if (fields[0].IndexOf('-', StringComparison.Ordinal) is > 0 and var dash && !fields[0].EndsWith(':'))
            {
                mappings.Add(new(
                    Address(fields[0][..dash]), Address(fields[0][(dash + 1)..]), fields[1][0] == 'r',
                    fields.Length > 5 ? fields[5].Trim() : "", 0));
            }
        }

        return mappings;
    }

    private static long Address(string hexadecimal) => long.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial Malloc MallInfo2();

    private readonly record struct Mapping(long Start, long End, bool IsAccessible, string Name, long Resident)
    {
        public long Length => End - Start;
    }

    /// <summary>As glibc fills it, of all arenas: bytes, and numbers of pieces that are not looked at here.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Malloc
    {
        private readonly nuint _arena;
        private readonly nuint _freeChunks;
        private readonly nuint _fastChunks;
        private readonly nuint _mappedChunks;
        private readonly nuint _mappedBytes;
        private readonly nuint _unused;
        private readonly nuint _fastBytes;
        private readonly nuint _usedBytes;
        private readonly nuint _freeBytes;
        private readonly nuint _trimmable;

        public double Mapped => _mappedBytes;

        public double InUse => _usedBytes;

        public double Free => _freeBytes;
    }
}
