using System.Runtime.CompilerServices;
using Apache.Arrow;
using Grpc.Core;
using Spark.Connect;
using SparkLoad.SparkConnect.Plans;
using SparkLoad.SparkConnect.Results;
using SparkLoad.SparkConnect.Sessions;
using SparkLoad.SparkConnect.Telemetry;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>Runs one plan and reads its result in one of the three ways.</summary>
internal sealed class QueryReader(SessionCore session, Plan plan, ExecuteOptions options, bool isCommand = false)
{
    private readonly ReadingPace? _pace = options.RowsPerSecond is { } rate ? new(rate, session.Options.TimeProvider) : null;
    private byte[]? _schema;

    /// <summary>The schema in Spark's own words, or null where none has come; of <see cref="BatchesAsync"/> only.</summary>
    public DataType? Schema => _schema is { } schema ? DeepMessages.Read(DataType.Parser, schema) : null;

    /// <summary>Reads everything and keeps nothing.</summary>
    public async Task<DrainResult> DrainAsync(CancellationToken cancellationToken)
    {
        var operation = Start(cancellationToken);
        using var telemetry = new OperationTelemetry(session, operation.OperationId);
        long rows = 0;
        try
        {
            var result = options.Checksum
                ? await DrainValuesAsync(operation).ConfigureAwait(false)
                : await DrainBytesAsync(operation).ConfigureAwait(false);
            rows = result.Rows;
            telemetry.Succeeded(rows);
            return result;
        }
        catch (Exception e)
        {
            telemetry.Failed(e);
            throw;
        }
        finally
        {
            await operation.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Hands on the batches as they come.</summary>
    /// <param name="memory">Where they lie; not <see cref="BatchMemory.Message"/>, because they outlive their message.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async IAsyncEnumerable<RecordBatch> BatchesAsync(
        BatchMemory memory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(memory, BatchMemory.Message);
        var operation = Start(cancellationToken, withSchema: memory == BatchMemory.Collected);
        await using var _ = operation.ConfigureAwait(false);
        using var telemetry = new OperationTelemetry(session, operation.OperationId);
        var assembler = new BatchAssembler(session.Options.MaxBatchSize);
        var rows = 0L;
        while (true)
        {
            IReadOnlyList<RecordBatch> batches;
            try
            {
                if (await operation.NextAsync().ConfigureAwait(false) is not { } response)
                {
                    assembler.Complete();
                    break;
                }

                Announce(response);
                _schema ??= response.Schema;
                batches = Decode(assembler, response, memory);
                response.Recycle();
                await PauseAsync(operation, batches.Sum(batch => (long)batch.Length)).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                telemetry.Failed(e);
                throw e is InvalidDataException ? Broken(operation, e) : e;
            }

            foreach (var batch in batches)
            {
                rows += batch.Length;
                yield return batch;
            }
        }

        telemetry.Succeeded(rows);
    }

    private Operation Start(CancellationToken cancellationToken, bool withSchema = false)
    {
        session.ThrowIfOver();
        return new Operation(session, PlanBuilder.Execute(session, plan, options), options, isCommand, withSchema, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DrainResult> DrainBytesAsync(Operation operation)
    {
        var offsets = new RowOffsets();
        var scanner = new IpcScanner();
        var (rows, bytes, batches) = (0L, 0L, 0);
        try
        {
            while (await operation.NextAsync().ConfigureAwait(false) is { } response)
            {
                Announce(response);
                if (!response.HasArrowBatch)
                {
                    continue;
                }

                bytes += response.Data.Length;
                var complete = offsets.Take(response);
                scanner.Append(response.Data.Span);
                response.Recycle();
                if (complete)
                {
                    var counted = scanner.Complete();
                    rows += counted == response.RowCount
                        ? counted
                        : throw new InvalidDataException($"A batch holds {counted} rows where the server announced {response.RowCount}.");
                    batches++;
                    await PauseAsync(operation, counted).ConfigureAwait(false);
                }
            }

            offsets.Complete();
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            throw Broken(operation, e);
        }

        return new DrainResult(rows, bytes, batches, null, operation.Attempts);
    }

    private async Task<DrainResult> DrainValuesAsync(Operation operation)
    {
        var assembler = new BatchAssembler(session.Options.MaxBatchSize);
        var checksum = new RowChecksum();
        var (rows, bytes, count) = (0L, 0L, 0);
        try
        {
            while (await operation.NextAsync().ConfigureAwait(false) is { } response)
            {
                Announce(response);
                bytes += response.Data.Length;
                foreach (var batch in Decode(assembler, response, BatchMemory.Message))
                {
                    using (batch)
                    {
                        checksum.Add(batch);
                        rows += batch.Length;
                        count++;
                        await PauseAsync(operation, batch.Length).ConfigureAwait(false);
                    }
                }

                response.Recycle();
            }

            assembler.Complete();
        }
        catch (InvalidDataException e)
        {
            throw Broken(operation, e);
        }

        return new DrainResult(rows, bytes, count, checksum.Value, operation.Attempts);
    }

    private IReadOnlyList<RecordBatch> Decode(BatchAssembler assembler, ExecuteResponse response, BatchMemory memory)
    {
        if (!response.HasArrowBatch || !assembler.TryTake(response, out var stream, out var rows))
        {
            return [];
        }

        var limit = session.Options.MaxBatchSize;
        return memory switch
        {
            BatchMemory.Reused => BatchDecoder.Decode(stream, rows, limit, PooledMemory.Shared),
            BatchMemory.Collected when response.ChunkCount == 1 => BatchDecoder.Decode(stream.ToArray(), rows, limit),
            _ => BatchDecoder.Decode(stream, rows, limit),
        };
    }

    private ValueTask PauseAsync(Operation operation, long rows) => _pace is null ? default : operation.PauseAsync(_pace, rows);

    private void Announce(ExecuteResponse response)
    {
        if (options.Observer is { HearsDetails: true } observer)
        {
            ObserverFeed.Announce(response, observer);
        }
    }

    private SparkException Broken(Operation operation, Exception cause) =>
        new($"The result of operation {operation.OperationId} is broken: {cause.Message}", StatusCode.DataLoss, cause)
        {
            OperationId = operation.OperationId,
            Attempts = operation.Attempts,
            OutcomeUnknown = isCommand,
        };
}
