using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Clients;

/// <summary>Asks two Sparks the same queries, and finds the rows in which their answers differ.</summary>
/// <param name="subject">The one that is judged.</param>
/// <param name="reference">The one that it is compared with.</param>
/// <param name="comparison">What the sides are called.</param>
public sealed class AnswerComparison(SparkTarget subject, SparkTarget reference, StatedComparison comparison)
{
    private const int MostShown = 10;
    private const int MostRows = 5;

    /// <summary>Of an answer; in one with more it is not looked for the rows that differ.</summary>
    private const long MostRead = 2_000_000;

    /// <summary>For one query: a heavy one may take its minutes, and none may take for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Asks every query, with each row of its parameters, in a session on each Spark.</summary>
    /// <param name="mix">The queries.</param>
    /// <param name="terms">How the clients of the load work.</param>
    /// <param name="cancellationToken">Ends asking.</param>
    /// <exception cref="TargetNotReachedException">A session cannot be opened, a query has several right answers, or takes too long.</exception>
    public async Task<ComparedAnswers> AskAsync(IReadOnlyList<QueryShare> mix, ClientTerms terms, CancellationToken cancellationToken)
    {
        terms = terms with { Checksums = true, Reading = AnswerReading.Drained, Queries = [.. mix.Select(share => share.Query)] };
        var one = await subject.OpenAsync(0, terms, cancellationToken).ConfigureAwait(false);
        await using var first = one.ConfigureAwait(false);
        var other = await reference.OpenAsync(0, terms, cancellationToken).ConfigureAwait(false);
        await using var second = other.ConfigureAwait(false);
        var (compared, different, shown) = (0, 0, new List<AnswerDifference>());
        foreach (var query in mix.SelectMany(Each))
        {
            subject.RequireCertainty(query.Name, $"answers compared with {comparison.Reference}");
            reference.RequireCertainty(query.Name, $"answers compared with {comparison.Reference}");
            compared++;
            var answers = await Task.WhenAll(
                AskAsync(one, comparison.Subject, query, cancellationToken),
                AskAsync(other, comparison.Reference, query, cancellationToken)).ConfigureAwait(false);
            if (answers[0].IsEqual(answers[1]))
            {
                continue;
            }

            different++;
            if (shown.Count < MostShown)
            {
                shown.Add(await DifferenceAsync(query, (one, answers[0]), (other, answers[1]), cancellationToken).ConfigureAwait(false));
            }
        }

        return new(compared, different, shown);
    }

    private static IEnumerable<AskedQuery> Each(QueryShare share) => share.ParameterRows == 0
        ? [new(share.Query)]
        : Enumerable.Range(0, share.ParameterRows).Select(row => new AskedQuery(share.Query, row));

    private static async Task<Answered> AskAsync(SparkLoadClient client, string side, AskedQuery query, CancellationToken cancelled)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limited.CancelAfter(Longest);
        try
        {
            return new(await client.ExecuteAsync(query, limited.Token).ConfigureAwait(false), null);
        }
        catch (QueryFailedException e)
        {
            return new(null, e.Message);
        }
        catch (OperationCanceledException e) when (!cancelled.IsCancellationRequested)
        {
            throw new TargetNotReachedException(
                $"{side} did not answer \"{query.Name}\" within 10 minutes, asked once to compare its answer.", e);
        }
    }

    private async Task<AnswerDifference> DifferenceAsync(
        AskedQuery query, (SparkLoadClient Client, Answered Answer) one, (SparkLoadClient Client, Answered Answer) other,
        CancellationToken cancellationToken)
    {
        var rows = new RowsOfOneSide(MostRows);
        var problem = (string?)null;
        if (one.Answer.Answer?.Rows <= MostRead && other.Answer.Answer?.Rows <= MostRead)
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limited.CancelAfter(Longest);
            try
            {
                await rows.FindAsync(() => one.Client.ReadAsync(query, limited.Token), () => other.Client.ReadAsync(query, limited.Token))
                    .ConfigureAwait(false);
            }
            catch (SparkException e)
            {
                problem = $"Its rows could not be read a second time: {one.Client.Shown(e)}";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = "Its rows could not be read a second time within 10 minutes.";
            }
        }
        else if (one.Answer.Error is null && other.Answer.Error is null)
        {
            problem = "The answer is too large to look for the rows that differ.";
        }

        return new AnswerDifference
        {
            Query = query.Name,
            ParameterRow = query.Row,
            Columns = rows.Columns,
            Subject = Side(comparison.Subject, one.Answer, rows.OfTheFirst),
            Reference = Side(comparison.Reference, other.Answer, rows.OfTheSecond),
        };

        AnswerOfSide Side(string name, Answered answered, IReadOnlyList<IReadOnlyList<string?>> onlyHere) =>
            new(name, answered.Answer?.Rows, onlyHere) { Error = answered.Error ?? problem };
    }

    /// <param name="Answer">Null where there was none.</param>
    /// <param name="Error">Why; null where there was one.</param>
    private sealed record Answered(QueryAnswer? Answer, string? Error)
    {
        /// <summary>Both have the same checksum, or fail as the query's file says.</summary>
        public bool IsEqual(Answered other) => (Answer, other.Answer) is ({ } one, { } two)
            && (one.IsStatedError ? two.IsStatedError : !two.IsStatedError && one.Checksum == two.Checksum);
    }
}
