using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>
/// Lets the server forget what has been received, without an RPC for every message: one at a time, and only once enough has
/// come together. A small result needs none.
/// </summary>
internal sealed class ReleaseProgress(SessionCore session, string operationId)
{
    private const int Enough = 4 * 1024 * 1024;

    private long _received;
    private volatile bool _underWay;

    public void Received(ExecuteResponse response)
    {
        _received += response.Data.Length;
        if (_received < Enough || _underWay)
        {
            return;
        }

        _received = 0;
        _underWay = true;
        session.Releases.ReleaseUntil(operationId, response.ResponseId, () => _underWay = false);
    }
}
