using System.Diagnostics.CodeAnalysis;
using Spark.Connect;
using SparkLoad.SparkConnect.Plans;

namespace SparkLoad.SparkConnect;

/// <summary>A query with the values of its named parameters, made ready once and asked as often as needed, also at the same time.</summary>
public sealed class SqlQuery
{
    private readonly Plan _literals;
    private readonly Plan _expressions;

    /// <param name="text">In SQL.</param>
    /// <param name="arguments">Values of its parameters (<c>:name</c>) by name, null for a query without; null values are
    /// <c>NULL</c>, those of a <see cref="SqlNull"/> with a type.</param>
    /// <exception cref="ArgumentException">The text is empty, or a value has no literal.</exception>
    public SqlQuery(string text, IReadOnlyDictionary<string, object?>? arguments = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Text = text;
        OnlyReads = Statement.OnlyReads(text);
        _expressions = _literals = new Plan { Root = new Relation { Sql = new SQL { Query = text } } };
        if (arguments is { Count: > 0 })
        {
            HasArguments = true;
            _expressions = _literals.Clone();
            foreach (var (name, value) in arguments)
            {
                var literal = Literals.From(value);
                _literals.Root.Sql.Args.Add(name, literal);
                _expressions.Root.Sql.NamedArguments.Add(name, new Expression { Literal = literal });
            }
        }
    }

    public string Text { get; }

    internal bool HasArguments { get; }

    /// <summary>It surely changes nothing.</summary>
    internal bool OnlyReads { get; }

    /// <summary>A query without parameters.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the other way.")]
    public static implicit operator SqlQuery(string text) => new(text);

    /// <param name="expressions">As 4.x has them; else as literals, which every version reads.</param>
    internal Plan Plan(bool expressions) => expressions ? _expressions : _literals;
}

/// <summary>A <c>NULL</c> of the type that another value has.</summary>
/// <param name="Like">Any value of the type; of a decimal, one of its precision and scale.</param>
public sealed record SqlNull(object Like);
