using Spark.Connect;
using SparkLoad.SparkConnect.Plans;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Execution;

/// <summary>Tells an observer what a message holds besides rows.</summary>
internal static class ObserverFeed
{
    public static void Announce(ExecuteResponse response, IExecutionObserver observer)
    {
        if (response.Schema is { } schema && DeepMessages.Read(DataType.Parser, schema) is { KindCase: DataType.KindOneofCase.Struct } type)
        {
            observer.OnSchema(SqlTypes.Schema(type));
        }

        if (response.Progress is { } progress)
        {
            observer.OnProgress(Read(ExecutePlanResponse.Types.ExecutionProgress.Parser.ParseFrom(progress)));
        }

        if (response.Metrics is { } metrics)
        {
            observer.OnMetrics(Read(ExecutePlanResponse.Types.Metrics.Parser.ParseFrom(metrics)));
        }
    }

    private static ExecutionProgress Read(ExecutePlanResponse.Types.ExecutionProgress progress) => new(
        [.. progress.Stages
            .Select(stage => new StageProgress(stage.StageId, stage.NumTasks, stage.NumCompletedTasks, stage.InputBytesRead, stage.Done))],
        progress.NumInflightTasks);

    private static IReadOnlyList<PlanMetrics> Read(ExecutePlanResponse.Types.Metrics metrics) =>
    [
        .. metrics.Metrics_.Select(node => new PlanMetrics(
            node.Name,
            node.PlanId,
            node.Parent,
            [.. node.ExecutionMetrics.Select(pair => new PlanMetric(pair.Key, pair.Value.Name, pair.Value.Value, pair.Value.MetricType))])),
    ];
}
