using System.Data.SqlTypes;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>Every type that a server sends, as the value that was asked for.</summary>
[Category("needs-spark")]
[TestFixture("3.5.8", false)]
[TestFixture("3.5.8", true)]
[TestFixture("4.1.1", false)]
[TestFixture("4.1.1", true)]
internal sealed class TypeTests(string version, bool hurried)
{
    private SparkSession _session = null!;

    private static IEnumerable<object?[]> Scalars()
    {
        yield return ["CAST(-8 AS TINYINT)", (sbyte)-8];
        yield return ["CAST(-300 AS SMALLINT)", (short)-300];
        yield return ["-70000", -70000];
        yield return ["CAST(-5000000000 AS BIGINT)", -5000000000L];
        yield return ["CAST(1.5 AS FLOAT)", 1.5f];
        yield return ["CAST('NaN' AS DOUBLE)", double.NaN];
        yield return ["-2.25D", -2.25];
        yield return ["true", true];
        yield return ["CAST(-12345.67 AS DECIMAL(10,2))", -12345.67m];
        yield return ["CAST('12345678901234567890123456789012345678' AS "
            + "DECIMAL(38,0))", SqlDecimal.Parse("12345678901234567890123456789012345678")];
        yield return ["CAST('-0.1234567890123456789012345678901234567' AS "
            + "DECIMAL(38,37))", SqlDecimal.Parse("-0.1234567890123456789012345678901234567")];
        yield return ["'Größe €😀'", "Größe €😀"];
        yield return ["''", ""];
        yield return ["X'00FF10'", new byte[] { 0, 255, 16 }];
        yield return ["DATE'2024-02-29'", new DateOnly(2024, 2, 29)];
        yield return ["DATE'0001-01-01'", DateOnly.MinValue];
        yield return ["TIMESTAMP'2024-02-29 "
            + "12:34:56.123456Z'", new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.Zero).AddTicks(1234560)];
        yield return ["TIMESTAMP_NTZ'1969-12-31 23:59:59.999999'", new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9999990)];
        yield return ["INTERVAL '1 02:03:04.000005' DAY TO SECOND", new TimeSpan(1, 2, 3, 4).Add(TimeSpan.FromMicroseconds(5))];
        yield return ["INTERVAL '-2-3' YEAR TO MONTH", new YearMonthInterval(-27)];
        yield return ["CAST(NULL AS INT)", null];
        yield return ["NULL", null];
        yield return ["array(1, NULL, 3)", new object?[] { 1, null, 3 }];
        yield return ["array()", Array.Empty<object?>()];
        yield return ["map('a', 1, 'b', NULL)", new KeyValuePair<object, object?>[] { new("a", 1), new("b", null) }];
        yield return ["array(array('x'), array())", new object?[] { new object?[] { "x" }, Array.Empty<object?>() }];
    }

    [SetUp]
    public async Task OpenAsync() =>
        _session = new SparkSession(ConnectionString.Parse((await SharedServers.GetAsync(version, hurried)).Address));

    [TearDown]
    public async Task CloseAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Scalars)), CancelAfter(60_000)]
    public async Task Value_OfType_ArrivesAsItWasWritten(string expression, object? expected, CancellationToken token)
    {
        var rows = new List<object?>();
        await foreach (var row in _session.ReadRowsAsync($"SELECT {expression} AS v", cancellationToken: token))
        {
            rows.Add(row["v"]);
        }

        rows.ShouldBe([expected]);
    }

    [Test, CancelAfter(60_000)]
    public async Task Values_OfAllTypes_AreTheSameInAllWaysOfReading(CancellationToken token)
    {
        var expressions = Scalars().Select((scalar, i) => $"{scalar[0]} AS c{i}")
            .Append("named_struct('a', 1, 'b', named_struct('c', array(map('k', 1.5D))), 'd', NULL) AS deep")
            .Concat(version == "4.1.1" ? ["parse_json('{\"a\": [1, 2]}') AS variant"] : []).ToList();
        var sql = $"SELECT {string.Join(", ", expressions)} FROM range(0, 3, 1, 1)";

        var counted = await _session.DrainAsync(sql, cancellationToken: token);
        var summed = await _session.DrainAsync(sql, new ExecuteOptions { Checksum = true }, token);
        var checksum = new RowChecksum();
        var (ofBatches, ofRows) = (new List<object?[]>(), new List<object?[]>());
        await foreach (var batch in _session.ReadBatchesAsync(sql, cancellationToken: token))
        {
            checksum.Add(batch);
            var rows = RowBatch.Of(batch);
            ofBatches.AddRange(Enumerable.Range(0, batch.Length).Select(i => new Row(rows, i).ToArray()));
        }

        await foreach (var row in _session.ReadRowsAsync(sql, cancellationToken: token))
        {
            ofRows.Add(row.ToArray());
        }

        counted.Rows.ShouldBe(3);
        summed.Rows.ShouldBe(3);
        summed.Checksum.ShouldBe(checksum.Value);
        ofRows.Count.ShouldBe(3);
        foreach (var (row, other) in ofRows.Zip(ofBatches))
        {
            row.Length.ShouldBe(expressions.Count);
            row[..Scalars().Count()].ShouldBe(Scalars().Select(scalar => scalar[1]));
            other[..Scalars().Count()].ShouldBe(row[..Scalars().Count()]);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Struct_OfValues_IsARowOfItsOwn(CancellationToken token)
    {
        await foreach (var row in _session.ReadRowsAsync("SELECT named_struct('a', 1, 'b', named_struct('c', 'deep')) AS "
            + "s", cancellationToken: token))
        {
            var outer = row["s"].ShouldBeOfType<Row>();
            outer["a"].ShouldBe(1);
            outer["b"].ShouldBeOfType<Row>()["c"].ShouldBe("deep");
        }
    }

    [TestCase("named_struct('x', 1, 'y', 0, 'x', 2, 'x_0', 3)", "x y x x_0")]
    [TestCase("named_struct('a', named_struct('x', 1, 'x', 2), 'a', array(named_struct('x', 1, 'x', 2)))", "a x x a x x")]
    [TestCase("map(named_struct('x', 1, 'x', 2), named_struct('y', map('k', named_struct('z', 1, 'z', 2)), 'y', 0))", "x x y z z y")]
    [CancelAfter(60_000)]
    public async Task Names_EqualWithinAStructure_AreAsSparkHasThem(string expression, string names, CancellationToken token)
    {
        await foreach (var row in _session.ReadRowsAsync($"SELECT {expression} AS s, 1 AS s", cancellationToken: token))
        {
            row.Names.ShouldBe(["s", "s"]);
            string.Join(' ', Named(row[0])).ShouldBe(names);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Schema_NestedDeeply_IsReadOrToldAsThat(CancellationToken token)
    {
        static string Nested(int levels) =>
            $"SELECT CAST(NULL AS {string.Concat(Enumerable.Repeat("ARRAY<", levels))}INT{new string('>', levels)}) AS deep";
        await foreach (var row in _session.ReadRowsAsync(Nested(60), cancellationToken: token))
        {
            row["deep"].ShouldBeNull();
        }

        (await _session.GetSchemaAsync(Nested(200), cancellationToken: token)).ToString().Count(c => c == '<').ShouldBe(200);
        var error = await Should.ThrowAsync<SparkException>(
            () => _session.DrainAsync(Nested(200), new ExecuteOptions { Checksum = true }, token));
        error.Message.ShouldEndWith("is broken: An Arrow schema has over 100000 fields or is nested over 100 deep.");
    }

    [Test, CancelAfter(60_000)]
    public async Task Variant_On411_KeepsItsBinaryParts(CancellationToken token)
    {
        if (version != "4.1.1")
        {
            Assert.Pass("3.5 has no variants.");
        }

        await foreach (var row in _session.ReadRowsAsync("SELECT parse_json('{\"a\": 1}') AS v", cancellationToken: token))
        {
            var variant = row["v"].ShouldBeOfType<VariantValue>();
            variant.Value.ShouldNotBeEmpty();
            variant.Metadata.ShouldContain((byte)'a');
        }
    }

    /// <summary>The names in a value, in the order of its type.</summary>
    private static IEnumerable<string> Named(object? value) => value switch
    {
        Row row => row.Names.SelectMany((name, i) => Named(row[i]).Prepend(name)),
        object?[] values => values.SelectMany(Named),
        KeyValuePair<object, object?>[] pairs => pairs.SelectMany(pair => Named(pair.Key).Concat(Named(pair.Value))),
        _ => [],
    };

    [TestCase("none"), TestCase("zstd"), TestCase("lz4"), CancelAfter(60_000)]
    public async Task Compression_OfBatches_ChangesNothingButBytes(string codec, CancellationToken token)
    {
        const string Sql = "SELECT id, 'always the same text' AS text, id % 3 AS third FROM range(5000)";
        var plain = await _session.DrainAsync(Sql, new ExecuteOptions { Checksum = true }, token);
        await _session.SetConfigAsync("spark.sql.execution.arrow.compression.codec", codec, token);

        var compressed = await _session.DrainAsync(Sql, new ExecuteOptions { Checksum = true }, token);
        var counted = await _session.DrainAsync(Sql, cancellationToken: token);

        compressed.Checksum.ShouldBe(plain.Checksum);
        counted.Rows.ShouldBe(5000);
        if (version == "4.1.1" && codec != "none" && !hurried)
        {
            compressed.Bytes.ShouldBeLessThan(plain.Bytes / 2);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Arguments_NamedAndPositional_AreBound(CancellationToken token)
    {
        object?[] values =
        [
            true, (sbyte)1, (short)2, 7, 8L, 1.5f, 1.5, 12.50m, SqlDecimal
                .Parse("1234567890123456789012345678901.5"), "it's", new DateOnly(2024, 1, 2),
            new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan
                .Zero), new DateTime(2024, 1, 2, 3, 4, 5), new TimeSpan(1, 2, 3, 4), new YearMonthInterval(14), new byte[] { 1, 2 }, null,
        ];
        var sql = $"SELECT {string.Join(", ", values.Select(_ => "?"))}";
        await foreach (var row in _session.ReadRowsAsync(sql, new ExecuteOptions { PositionalArguments = values }, token))
        {
            row.ToArray().ShouldBe(values);
        }

        await foreach (var row in _session.ReadRowsAsync(
            "SELECT :a + :b AS sum",
            new ExecuteOptions { NamedArguments = new Dictionary<string, object?> { ["a"] = 40, ["b"] = 2 } },
            token))
        {
            row["sum"].ShouldBe(42);
        }
    }
}
