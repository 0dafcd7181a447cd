using NUnit.Framework;
using SparkLoad.BundledRunner.Execution;

namespace SparkLoad.BundledRunner.Fixtures;

/// <summary>Text and files become part of the result of the NUnit test at work.</summary>
internal sealed class NUnitOutput : ITestOutput
{
    public void WriteLine(string line) => TestContext.Out.WriteLine(line);

    public void Attach(string file) => TestContext.AddTestAttachment(file);
}
