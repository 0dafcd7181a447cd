namespace SparkLoad.Cli.Tests;

internal sealed class QueriesTests
{
    [Test]
    public async Task Queries_OfAHome_AreListedWithWhatIsWrong()
    {
        var home = Directory.CreateTempSubdirectory("sparkload-cli-queries").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(home, "queries"));
            await File.WriteAllTextAsync(
                Path.Combine(home, "queries", "revenue.sql"),
                "-- What a day brings.\n--\n-- reads: sales(day, amount)\n-- may be empty\nSELECT SUM(amount) FROM sales WHERE day = :day");
            await File.WriteAllTextAsync(Path.Combine(home, "queries", "revenue.csv"), "day:date\n2024-01-31\n2024-02-01\n");
            await File.WriteAllTextAsync(Path.Combine(home, "queries", "wrong.sql"), "--\n-- row: 1\nSELECT 1");
            var variable = ("SPARKLOAD_HOME", home);

            var wrong = await Sparkload.RunAsync([variable], "queries");
            File.Delete(Path.Combine(home, "queries", "wrong.sql"));
            var right = await Sparkload.RunAsync([variable], "queries");

            wrong.Code.ShouldBe(1);
            wrong.Error.ShouldBe("queries/wrong.sql, line 2: \"row\" is not a key of a query: did you mean \"rows\"?\n");
            right.Lines.ShouldBe(
            [
                "revenue", "What a day brings.", "parameters: day date (2 rows)", "reads sales: day, amount", "may be empty",
            ]);
            (right.Code, right.Error).ShouldBe((0, ""));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
