using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests.Clients;

/// <summary>Two endpoints with a table each that differ in some rows.</summary>
[CancelAfter(120_000)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The last call of the fixture ends it.")]
internal sealed class AnswerComparisonTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-answers").FullName;
    private TargetCatalog? _catalog;
    private SparkTarget _subject = null!;
    private SparkTarget _reference = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, QueryCatalog.Folder));
        Write("prices.sql", "SELECT id, price FROM prices ORDER BY id");
        Write("price.sql", "--\n-- may be empty\nSELECT id, price FROM prices WHERE id >= :least");
        Write("price.csv", "least:int\n9\n2\n1\n");
        Write("sum.sql", "SELECT count(*) AS n FROM prices WHERE id < 2");
        Write("only here.sql", "SELECT * FROM only_here");
        Write("nowhere.sql", "--\n-- fails with: TABLE_OR_VIEW_NOT_FOUND\nSELECT * FROM nowhere");
        Write("cut.sql", "--\n-- at most: 1\nSELECT id FROM prices");
        _catalog = new TargetCatalog(
            TestSettings.Of((TestSettings.TargetOf("4.1.1"), "embedded"), (TestSettings.TargetOf("3.5.8"), "embedded")),
            QueryCatalog.Read(_folder), Path.Combine(_folder, "logs"));
        _subject = await _catalog.ReachAsync("4.1.1", withTrips: false, CancellationToken.None);
        _reference = await _catalog.ReachAsync("3.5.8", withTrips: false, CancellationToken.None);
        await FillAsync(
            _subject, "VALUES (1, 'a'), (2, 'b'), (2, 'b'), (3, CAST(NULL AS STRING))",
            "CREATE TABLE only_here USING parquet AS SELECT 1 AS x");
        await FillAsync(_reference, $"VALUES (1, 'a'), (2, 'b'), (2, '{new string('x', 500)}'), (3, 'd')");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await (_catalog?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Rows_ThatOneSideHas_AreFoundWithTheirValues(CancellationToken cancellationToken)
    {
        var answers = await AskAsync(cancellationToken, new QueryShare("prices"));

        (answers.Compared, answers.Different).ShouldBe((1, 1));
        var difference = answers.Shown.ShouldHaveSingleItem();
        (difference.Query, difference.ParameterRow).ShouldBe(("prices", null));
        difference.Columns.ShouldBe(["id", "price"]);
        (difference.Subject.Side, difference.Subject.Rows, difference.Subject.Error).ShouldBe(("Spark 4.1.1", 4, null));
        Lines(difference.Subject).ShouldBe(["2 b", "3 null"]);
        Lines(difference.Reference).ShouldBe([$"2 {new string('x', 200)}…", "3 d"]);
    }

    [Test]
    public async Task EachRowOfParameters_IsComparedByItself(CancellationToken cancellationToken)
    {
        var answers = await AskAsync(cancellationToken, new QueryShare("price") { ParameterRows = 3 }, new QueryShare("sum"));

        (answers.Compared, answers.Different).ShouldBe((4, 2));
        answers.Shown.Select(difference => difference.ParameterRow).ShouldBe([1, 2]);
    }

    [Test]
    public async Task Error_OfOneSide_IsADifference_AndAStatedOneIsNot(CancellationToken cancellationToken)
    {
        var answers = await AskAsync(cancellationToken, new QueryShare("only here"), new QueryShare("nowhere"));

        (answers.Compared, answers.Different).ShouldBe((2, 1));
        var difference = answers.Shown.ShouldHaveSingleItem();
        (difference.Subject.Rows, difference.Subject.Error).ShouldBe((1, null));
        difference.Reference.Rows.ShouldBeNull();
        difference.Reference.Error.ShouldNotBeNull().ShouldContain("only_here");
    }

    [Test]
    public async Task Answer_ThatIsCutOff_IsRefused(CancellationToken cancellationToken)
    {
        var refused = await Should.ThrowAsync<TargetNotReachedException>(() => AskAsync(cancellationToken, new QueryShare("cut")));

        refused.Message.ShouldContain(
            "so that one answer is as right as another: leave the row \"answers compared with Spark 3.5.8\" out");
    }

    private Task<ComparedAnswers> AskAsync(CancellationToken cancellationToken, params QueryShare[] mix) =>
        new AnswerComparison(_subject, _reference, new StatedComparison("Spark 4.1.1", "Spark 3.5.8", 1))
            .AskAsync(mix, new ClientTerms(), cancellationToken);

    private static IEnumerable<string> Lines(AnswerOfSide side) =>
        side.OnlyHere.Select(row => string.Join(' ', row.Select(value => value ?? "null"))).Order(StringComparer.Ordinal);

    private static async Task FillAsync(SparkTarget target, string prices, params string[] further)
    {
        await using var session = new SparkSession(ConnectionString.Parse($"sc://{target.Info.Address}"));
        foreach (var statement in further.Prepend($"CREATE TABLE prices USING parquet AS SELECT * FROM ({prices}) AS t(id, price)"))
        {
            await session.ExecuteCommandAsync(statement);
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, QueryCatalog.Folder, name), text);
}
