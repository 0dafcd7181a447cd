using System.Diagnostics;
using Cucumber.Messages;
using Io.Cucumber.Messages.Types;
using NUnit.Framework;
using Reqnroll;
using SparkLoad.BundledRunner.Matching;
using Exception = System.Exception;

namespace SparkLoad.BundledRunner.Messages;

/// <summary>How a step or a hook went, as messages say it.</summary>
internal static class StepResults
{
    public static TestStepResult NotRun(TestStepResultStatus status) => new(Converters.ToDuration(TimeSpan.Zero), null, status, null);

    public static TestStepResult Of(Stopwatch watch, Exception? error) => new(
        Converters.ToDuration(watch.Elapsed),
        error?.ToString(),
        StatusOf(error),
        error is null ? null : new Io.Cucumber.Messages.Types.Exception(error.GetType().FullName, error.Message, error.StackTrace));

    private static TestStepResultStatus StatusOf(Exception? error) => error switch
    {
        null or SuccessException => TestStepResultStatus.PASSED,
        PendingStepException => TestStepResultStatus.PENDING,
        AmbiguousStepException => TestStepResultStatus.AMBIGUOUS,
        IgnoreException or InconclusiveException => TestStepResultStatus.SKIPPED,
        _ => TestStepResultStatus.FAILED,
    };
}
