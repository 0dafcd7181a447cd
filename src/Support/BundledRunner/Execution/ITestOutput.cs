namespace SparkLoad.BundledRunner.Execution;

/// <summary>Where text and files of a running scenario go.</summary>
internal interface ITestOutput
{
    void WriteLine(string line);

    void Attach(string file);
}
