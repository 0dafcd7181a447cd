using SparkLoad.BundledRunner.Matching;

namespace SparkLoad.BundledRunner.Tests.Matching;

public sealed class IdentifierTests
{
    [TestCase("One query per second against Spark 4.1.1", ExpectedResult = "OneQueryPerSecondAgainstSpark4_1_1")]
    [TestCase("Outline <name> is <n>", ExpectedResult = "OutlineNameIsN")]
    [TestCase("Reader's \"choice\"", ExpectedResult = "ReadersChoice")]
    [TestCase("2 clients", ExpectedResult = "_2Clients")]
    [TestCase("!", ExpectedResult = "_")]
    public string Identifier_OfTitle_IsTheOneThatReqnrollGenerates(string title) => Identifier.Of(title);
}
