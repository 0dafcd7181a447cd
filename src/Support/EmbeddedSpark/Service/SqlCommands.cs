using Spark.Connect;
using SparkLoad.EmbeddedSpark.Hosting;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Brings the two forms of an SQL command to one: 3.5 has text and arguments, 4 has a relation as well.</summary>
internal static class SqlCommands
{
    public static Relation ToRelation(SqlCommand command, ServerVersion version)
    {
        if (version.IsFour && command.Input is { } input)
        {
            return input;
        }

        var sql = new SQL { Query = command.Sql };
        sql.Args.Add(command.Args);
        sql.PosArgs.AddRange(command.PosArgs);
        sql.NamedArguments.Add(command.NamedArguments);
        sql.PosArguments.AddRange(command.PosArguments);
        return new Relation { Common = new RelationCommon(), Sql = sql };
    }
}
