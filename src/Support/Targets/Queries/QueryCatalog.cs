using System.Text;
using SparkLoad.Results.Text;

namespace SparkLoad.Targets.Queries;

/// <summary>The queries of a home: the files of its folder <c>queries</c>, under the names that features use.</summary>
public sealed class QueryCatalog
{
    /// <summary>Of a home, where the files lie.</summary>
    public const string Folder = "queries";

    private const string Extension = ".sql";

    /// <summary>How a file with parameters ends.</summary>
    internal const string Parameters = ".csv";

    private readonly string _folder;
    private readonly IReadOnlyList<QueryFile> _files;
    private readonly Dictionary<string, CatalogQuery> _usable;

    private QueryCatalog(string folder, IReadOnlyList<QueryFile> files, IReadOnlyList<QueryProblem> problems)
    {
        (_folder, _files, Problems) = (folder, files, problems);
        _usable = files.Select(file => file.Query).OfType<CatalogQuery>().Where(query => ProblemsOf(query.Name).Count == 0)
            .ToDictionary(query => query.Name, StringComparer.Ordinal);
    }

    /// <summary>Path of the folder with the files.</summary>
    public string Place => _folder;

    /// <summary>All that can be asked, in the order of their names.</summary>
    public IReadOnlyCollection<CatalogQuery> All => _usable.Values;

    /// <summary>Every mistake in every file. A file that has one breaks what names its query and nothing else.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; }

    /// <summary>Reads all files; never fails, and keeps what is wrong.</summary>
    /// <param name="home">The suite's home.</param>
    public static QueryCatalog Read(string home)
    {
        var folder = Path.Combine(home, Folder);
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        Array.Sort(paths, StringComparer.Ordinal);
        var files = paths.Where(path => Path.GetExtension(path) == Extension && Path.GetFileName(path)[0] != '.')
            .Select(path => new QueryFile(path)).ToArray();
        return new(folder, files, [.. files.SelectMany(file => file.Problems), .. Alike(files), .. Lost(paths), .. Misspelt(paths)]);
    }

    /// <summary>The same of the home that <c>SPARKLOAD_HOME</c> names, or of the repository.</summary>
    /// <exception cref="Settings.SettingsException">There is no such home.</exception>
    public static QueryCatalog ReadHome() => Read(Settings.SuiteHome.Find());

    /// <summary>Keeps the files of a query as they were read.</summary>
    /// <param name="query">One of the catalogue.</param>
    /// <param name="folder">Takes them; it need not be there yet.</param>
    public static void Copy(CatalogQuery query, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, query.Name + Extension), query.Source);
        if (query.Parameters is { } parameters)
        {
            File.WriteAllText(Path.Combine(folder, query.Name + Parameters), parameters.Source);
        }
    }

    /// <summary>The query of that name.</summary>
    /// <exception cref="QueryException">There is none, with the nearest name; or its file has mistakes, with all of them.</exception>
    public CatalogQuery Find(string name)
    {
        var normal = name.Normalize(NormalizationForm.FormC);
        if (_usable.TryGetValue(normal, out var query))
        {
            return query;
        }

        if (ProblemsOf(normal) is { Count: > 0 } problems)
        {
            throw new QueryException($"The query \"{name}\" cannot be used: {string.Join(" ", problems)}");
        }

        string[] names = [.. _files.Select(file => file.Name)];
        throw new QueryException(names.Length == 0
            ? $"There is no query \"{name}\": {_folder} holds no file <name>{Extension}."
            : $"There is no query \"{name}\": did you mean \"{NearestName.Of(normal, names)}\"? "
                + $"The queries are {string.Join(", ", names.Select(one => $"\"{one}\""))}.");
    }

    private List<QueryProblem> ProblemsOf(string name) =>
    [
        .. from problem in Problems
           where _files.Any(file => file.Name == name && (file.Shown == problem.File || file.ShownParameters == problem.File))
           select problem,
    ];

    private static IEnumerable<QueryProblem> Lost(string[] paths) =>
        from path in paths
        where Path.GetExtension(path) == Parameters && !paths.Contains(Path.ChangeExtension(path, Extension))
        select new QueryProblem($"{Folder}/{Path.GetFileName(path)}", null,
            $"there is no {Path.GetFileNameWithoutExtension(path)}{Extension} next to it, whose parameters it could hold.");

    private static IEnumerable<QueryProblem> Misspelt(string[] paths) =>
        from path in paths
        let ending = Path.GetExtension(path)
        let right = ending.ToLowerInvariant()
        where ending != right && (right is Extension or Parameters)
        select new QueryProblem($"{Folder}/{Path.GetFileName(path)}", null, $"its ending is {ending}: write {right}.");

    /// <summary>On a file system that does not tell capitals apart they would be one file, and one of them would be lost.</summary>
    private static IEnumerable<QueryProblem> Alike(QueryFile[] files) =>
        from same in files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase)
        from file in same
        let other = same.FirstOrDefault(one => one != file)
        where other is not null
        select new QueryProblem(file.Shown, null, $"its name differs from that of {other.Shown} in nothing but capitals or the form of "
            + "a letter: rename one of them.");
}
