using System.Diagnostics;
using System.Runtime.InteropServices;
using Cucumber.Messages;
using Io.Cucumber.Messages.Types;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Execution;
using Exception = System.Exception;
using Feature = SparkLoad.BundledRunner.Features.Feature;
using Hook = SparkLoad.BundledRunner.Bindings.Hook;

namespace SparkLoad.BundledRunner.Messages;

/// <summary>The messages of one run, in the order that the schema asks for.</summary>
internal sealed class RunMessages(BindingRegistry registry, Stream stream) : IDisposable
{
    private readonly MessageWriter _writer = new(stream);
    private readonly string _runId = BindingMessages.NewId();
    private readonly HashSet<string> _read = [];
    private string? _runHook;
    private bool _failed;

    public BindingMessages Bindings { get; } = new(registry);

    /// <summary>The scenario that is at work; null between scenarios.</summary>
    public ScenarioMessages? Scenario { get; private set; }

    public void RunStarted()
    {
        _writer.Write(Envelope.Create(new Meta(
            ProtocolVersion.Version,
            new Product("SparkLoad.BundledRunner", typeof(RunMessages).Assembly.GetName().Version?.ToString(3)),
            new Product(".NET", Environment.Version.ToString()),
            new Product(RuntimeInformation.OSDescription, null),
            new Product(RuntimeInformation.ProcessArchitecture.ToString(), null),
            null)));
        foreach (var binding in Bindings.All())
        {
            _writer.Write(binding);
        }

        _writer.Write(Envelope.Create(new TestRunStarted(MessageWriter.Now(), _runId)));
    }

    public void RunFinished() =>
        _writer.Write(Envelope.Create(new TestRunFinished(null, !_failed, MessageWriter.Now(), null, _runId)));

    /// <summary>Says what the file of a feature holds, once.</summary>
    public void FeatureEntered(Feature feature)
    {
        if (_read.Add(feature.Uri))
        {
            _writer.Write(Envelope.Create(new Source(feature.Uri, feature.Source, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN)));
            _writer.Write(Envelope.Create(feature.Document));
            feature.Scenarios.ToList().ForEach(scenario => _writer.Write(Envelope.Create(scenario.Pickle)));
        }
    }

    /// <summary>Runs a hook outside of scenarios.</summary>
    public async Task RunHookAsync(Hook hook, Func<Task> run)
    {
        var id = BindingMessages.NewId();
        _writer.Write(Envelope.Create(new TestRunHookStarted(id, _runId, Bindings.IdOf(hook), null, MessageWriter.Now())));
        var watch = Stopwatch.StartNew();
        Exception? failure = null;
        _runHook = id;
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
            throw;
        }
        finally
        {
            _runHook = null;
            _writer.Write(Envelope.Create(new TestRunHookFinished(id, Result(StepResults.Of(watch, failure)), MessageWriter.Now())));
        }
    }

    public ScenarioMessages Begin(ScenarioPlan plan) => Scenario = new ScenarioMessages(this, plan);

    public void ScenarioEnded() => Scenario = null;

    public void Log(string text) => Attach(text, AttachmentContentEncoding.IDENTITY, null, MediaTypes.Log);

    /// <summary>Takes the file as it is now; one that cannot be read is named instead.</summary>
    public void Attach(string file)
    {
        try
        {
            Attach(Convert.ToBase64String(File.ReadAllBytes(file)), AttachmentContentEncoding.BASE64, Path.GetFileName(file), MediaTypes.Of(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log($"{Path.GetFileName(file)} could not be attached: {error.Message}");
        }
    }

    public void Write(Envelope message) => _writer.Write(message);

    public void Write(TestCase testCase) => _writer.Write(Envelope.Create(
        new TestCase(testCase.Id, testCase.PickleId, testCase.TestSteps, _runId)));

    /// <summary>Passes a result on and keeps whether the run can still count as a success.</summary>
    public TestStepResult Result(TestStepResult result)
    {
        _failed |= result.Status is not (TestStepResultStatus.PASSED or TestStepResultStatus.SKIPPED);
        return result;
    }

    public void Dispose() => _writer.Dispose();

    private void Attach(string body, AttachmentContentEncoding encoding, string? fileName, string mediaType)
    {
        if (Scenario?.StepAtWork is not null || _runHook is not null)
        {
            _writer.Write(Envelope.Create(new Attachment(
                body, encoding, fileName, mediaType, null, Scenario?.StartedId, Scenario?.StepAtWork, null, null, Scenario is null ? _runHook : null, MessageWriter.Now())));
        }
    }
}
