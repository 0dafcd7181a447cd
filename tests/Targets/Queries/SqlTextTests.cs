using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests.Queries;

/// <summary>Statements end where Spark's parser ends them, and nowhere else.</summary>
internal sealed class SqlTextTests
{
    [TestCase("SELECT 1", "SELECT 1")]
    [TestCase("SELECT 1;\n SELECT 2 ;", "SELECT 1", "SELECT 2")]
    [TestCase("SELECT ';', \";\", `;`; SELECT 2", "SELECT ';', \";\", `;`", "SELECT 2")]
    [TestCase(@"SELECT 'it\';s'; SELECT 2", @"SELECT 'it\';s'", "SELECT 2")]
    [TestCase("SELECT 'it'';s'; SELECT 2", "SELECT 'it'';s'", "SELECT 2")]
    [TestCase("SELECT `a``;b`; SELECT 2", "SELECT `a``;b`", "SELECT 2")]
    [TestCase(@"SELECT r'\'; SELECT R""\;""; SELECT 3", @"SELECT r'\'", @"SELECT R""\;""", "SELECT 3")]
    [TestCase(@"SELECT bar'\';x'; SELECT 2", @"SELECT bar'\';x'", "SELECT 2")]
    [TestCase("SELECT $tag$;$tag$; SELECT 2", "SELECT $tag$;$tag$", "SELECT 2")]
    [TestCase("SELECT 1 -- ; here\n; SELECT 2", "SELECT 1 -- ; here", "SELECT 2")]
    [TestCase("SELECT 1 -- goes on \\\n; here\n; SELECT 2", "SELECT 1 -- goes on \\\n; here", "SELECT 2")]
    [TestCase("SELECT /* ; /* ' ; */ ; */ 1; SELECT 2", "SELECT /* ; /* ' ; */ ; */ 1", "SELECT 2")]
    [TestCase("-- alone;\n/* alone */ ; ;\n", new string[0])]
    public void Split_AScript_EndsStatementsAtSemicolonsOutsideOfQuotesAndComments(string script, params string[] statements) =>
        new SqlText(script).Statements.Select(statement => statement.Text).ShouldBe(statements);

    [TestCase("select 1", true)]
    [TestCase("/* why */ -- and\n((SELECT 'DELETE' AS `insert`))", true)]
    [TestCase("WITH a AS (SELECT 'MERGE') SELECT * FROM a -- INSERT", true)]
    [TestCase("FROM a SELECT *", true)]
    [TestCase("WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a", false)]
    [TestCase("FROM a INSERT INTO b SELECT *", false)]
    [TestCase("-- SELECT\nINSERT INTO b SELECT 1", false)]
    [TestCase("CACHE TABLE b", false)]
    [TestCase("", false)]
    public void OnlyReads_OfAStatement_LooksAtItsCode(string statement, bool reads) => SqlText.OnlyReads(statement).ShouldBe(reads);

    [Test]
    public void Split_AScript_KnowsTheLineOfEachStatement() =>
        new SqlText("-- first\nSELECT 1;\n\n/* two\nlines */ SELECT\n2;").Statements.Select(statement => statement.Line).ShouldBe([2, 5]);

    [TestCase("SELECT 1;\nSELECT 'open; SELECT 2", 2, "a string")]
    [TestCase("SELECT r'open", 1, "a string")]
    [TestCase("SELECT `open", 1, "a quoted name")]
    [TestCase("\n\n/* open /* closed */ SELECT 1", 3, "a comment")]
    public void Split_WhatDoesNotEnd_IsToldWithItsLine(string script, int line, string said) =>
        new SqlText(script).Unfinished.ShouldBe((line, said));
}
