using Apache.Arrow;
using Apache.Arrow.Ipc;
using Google.Protobuf;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Plans;

/// <summary>Rows that travel with the plan.</summary>
internal static class LocalRelations
{
    public static Plan CreateView(string name, IReadOnlyList<RecordBatch> batches)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Plan
        {
            Command = new Command
            {
                CreateDataframeView = new CreateDataFrameViewCommand
                {
                    Name = name,
                    Replace = true,
                    Input = new Relation { LocalRelation = new LocalRelation { Data = Serialize(batches) } },
                },
            },
        };
    }

    private static ByteString Serialize(IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (batches.Count == 0)
        {
            throw new ArgumentException("A view needs at least one record batch; one without rows gives an empty view.", nameof(batches));
        }

        var schema = batches[0].Schema;
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true))
        {
            foreach (var batch in batches)
            {
                RequireSchema(schema, batch.Schema);
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        return UnsafeByteOperations.UnsafeWrap(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    private static void RequireSchema(Schema first, Schema other)
    {
        var same = first.FieldsList.Count == other.FieldsList.Count
            && first.FieldsList.Zip(other.FieldsList).All(pair => pair.First.Name == pair.Second.Name && pair.First.DataType.TypeId == pair.Second.DataType.TypeId);
        if (!same)
        {
            throw new ArgumentException("All record batches of a view must have the first one's columns and types.", nameof(other));
        }
    }
}
