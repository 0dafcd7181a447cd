using System.Diagnostics;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>What it took to execute one query, known however it ended.</summary>
internal sealed class AttemptsOfQuery : IExecutionObserver
{
    private Attempts _attempts;
    private string? _operationId;
    private long _firstMessage;
    private long _firstRows;
    private long _awaited;
    private long _waitingSince;

    public Attempts Attempts => _attempts with { Timing = new(_operationId, _firstMessage, _firstRows, _awaited) };

    public bool HearsDetails => false;

    public void OnStarted(string operationId) => _operationId = operationId;

    public void OnWaiting()
    {
        if (_firstRows != 0 && _waitingSince == 0)
        {
            _waitingSince = Stopwatch.GetTimestamp();
        }
    }

    public void OnMessage(bool hasRows)
    {
        if (_waitingSince != 0)
        {
            _awaited += Stopwatch.GetTimestamp() - _waitingSince;
            _waitingSince = 0;
        }
        else if (_firstRows == 0 && (hasRows || _firstMessage == 0))
        {
            var now = Stopwatch.GetTimestamp();
            _firstMessage = _firstMessage == 0 ? now : _firstMessage;
            _firstRows = hasRows ? now : 0;
        }
    }

    public void OnEnded(AttemptCounts attempts) =>
        _attempts = new(attempts.Retries, attempts.Reattaches, attempts.Resubmits, attempts.Interrupted);
}
