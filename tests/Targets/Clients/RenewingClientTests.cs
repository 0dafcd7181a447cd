using System.Threading.Channels;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Targets.Clients;

namespace SparkLoad.Targets.Tests.Clients;

[CancelAfter(30_000)]
internal sealed class RenewingClientTests
{
    private static readonly AskedQuery Query = new("q");

    [Test]
    public async Task Session_ThatIsGone_IsClosedOnceNobodyAsksInIt(CancellationToken cancellationToken)
    {
        var (first, second) = (new Session(), new Session());
        await using var client = new RenewingClient(first, _ => Task.FromResult<ISessionClient>(second));
        var slow = client.ExecuteAsync(Query, cancellationToken).AsTask();
        var slowly = await first.AskedAsync(cancellationToken);
        var quick = client.ExecuteAsync(Query, cancellationToken).AsTask();

        (await first.AskedAsync(cancellationToken)).SetException(Gone());
        (await second.AskedAsync(cancellationToken)).SetResult(new(1, 8));
        (await quick).Attempts.NewSessions.ShouldBe(1);
        first.IsClosed.ShouldBeFalse("a query is still under way in it");

        slowly.SetException(Gone());
        (await second.AskedAsync(cancellationToken)).SetResult(new(1, 8));
        (await slow).Attempts.NewSessions.ShouldBe(0);
        (first.IsClosed, second.IsClosed).ShouldBe((true, false));
    }

    [Test]
    public async Task Query_ThatMayHaveBeenExecuted_IsNotAskedAgain(CancellationToken cancellationToken)
    {
        var (first, second) = (new Session(), new Session());
        await using var client = new RenewingClient(first, _ => Task.FromResult<ISessionClient>(second));
        var asked = client.ExecuteAsync(Query, cancellationToken).AsTask();

        (await first.AskedAsync(cancellationToken)).SetException(Gone(outcomeUnknown: true));

        (await Should.ThrowAsync<QueryFailedException>(() => asked)).OutcomeUnknown.ShouldBeTrue();
    }

    private static QueryFailedException Gone(bool outcomeUnknown = false) =>
        new("GONE", "It is gone.") { OutcomeUnknown = outcomeUnknown };

    /// <summary>A session whose queries end as the test says.</summary>
    private sealed class Session : ISessionClient
    {
        private readonly Channel<TaskCompletionSource<QueryAnswer>> _asked = Channel.CreateUnbounded<TaskCompletionSource<QueryAnswer>>();
        private volatile bool _closed;

        public bool IsClosed => _closed;

        public ValueTask<TaskCompletionSource<QueryAnswer>> AskedAsync(CancellationToken cancellationToken) =>
            _asked.Reader.ReadAsync(cancellationToken);

        public bool HasLostItsSession(QueryFailedException failure) => failure is { ErrorClass: "GONE", OutcomeUnknown: false };

        public ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken)
        {
            var asked = new TaskCompletionSource<QueryAnswer>();
            _asked.Writer.TryWrite(asked);
            return new(asked.Task.WaitAsync(cancellationToken));
        }

        public ValueTask DisposeAsync()
        {
            _closed = true;
            return default;
        }
    }
}
