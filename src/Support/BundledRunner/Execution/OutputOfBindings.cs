using System.Globalization;
using Reqnroll;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>The output helper that bindings ask for.</summary>
internal sealed class OutputOfBindings(ITestOutput output) : IReqnrollOutputHelper
{
    public void WriteLine(string message) => output.WriteLine(message);

    public void WriteLine(string format, params object[] args) => output.WriteLine(string.Format(CultureInfo.CurrentCulture, format, args));

    public void AddAttachment(string filePath) => output.Attach(filePath);
}
