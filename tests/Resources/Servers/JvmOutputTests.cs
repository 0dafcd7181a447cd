using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Servers;

internal sealed class JvmOutputTests
{
    private const string Header17 =
        "    S0C         S1C         S0U         S1U          EC           EU           OC           OU          MC         MU       "
            + "CCSC      CCSU     YGC     YGCT     FGC    FGCT     CGC    CGCT       GCT";

    private const string Line17 =
        "        0.0      5120.0         0.0      5120.0      30720.0       2048.0      43008.0      25857.0    58432.0    58041.0    "
            + "8192.0    8035.4     10     0.191     0     0.000     4     0.017     0.208";

    [Test]
    public void HeapSample_LineOfJstat_SumsTheUsedSpaces()
    {
        var sample = HeapSample.Parse(Header17, Line17);

        sample.UsedBytes.ShouldBe((5120 + 2048 + 25857) * 1024);
        sample.GcTime.ShouldBe(TimeSpan.FromSeconds(0.208));
    }

    [Test]
    public void HeapSample_CollectorWithoutSurvivors_TakesTheDashAsNothing() =>
        HeapSample.Parse("S0U S1U EU OU GCT", "- - - 100.0 0.5").UsedBytes.ShouldBe(102_400);

    [Test]
    public void HeapSample_ColumnMissing_IsNamed() =>
        Should.Throw<UnseenException>(() => HeapSample.Parse("S0U S1U EU GCT", "1 1 1 1")).Message.ShouldContain("no column OU");

    [Test]
    public void ClassHistogram_HoldersAmongOthers_AreCountedByTheirFullName()
    {
        const string Histogram = """
            4711:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         93221        9131432  [B (java.base@17.0.15)
             512:             3            360  org.apache.spark.sql.connect.service.SessionHolder
             600:             7            560  org.apache.spark.sql.connect.service.ExecuteHolder
             601:            99            560  org.apache.spark.sql.connect.service.ExecuteHolder$
             602:            99            560  org.apache.spark.sql.connect.service.ExecuteHolderInfo
            Total        900000       54321000
            """;

        ClassHistogram.Parse(Histogram).ShouldBe(new LiveObjects(54_321_000, ExecuteHolders: 7, SessionHolders: 3));
    }

    [Test]
    public void ClassHistogram_OtherText_IsNotTakenForZero() =>
        Should.Throw<UnseenException>(() => ClassHistogram.Parse("4711:\nnothing here\n"));
}
