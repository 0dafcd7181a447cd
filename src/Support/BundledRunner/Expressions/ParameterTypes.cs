using SparkLoad.BundledRunner.Bindings;
using static SparkLoad.BundledRunner.Expressions.ParameterType;

namespace SparkLoad.BundledRunner.Expressions;

/// <summary>The parameter types of cucumber expressions: those that come along, enums of step definitions, and named transformations.</summary>
internal sealed class ParameterTypes
{
    private static readonly (Type Target, string? Name, string Pattern)[] s_builtIn =
    [
        (typeof(object), string.Empty, Anything),
        (typeof(string), "word", Word),
        (typeof(byte), null, Integer), (typeof(byte), "byte", Integer),
        (typeof(short), null, Integer),
        (typeof(int), null, Integer), (typeof(int), "int", Integer),
        (typeof(long), null, Integer), (typeof(long), "long", Integer),
        (typeof(double), null, Number), (typeof(double), "double", Number),
        (typeof(float), null, Number), (typeof(float), "float", Number),
        (typeof(decimal), null, Number), (typeof(decimal), "decimal", Number),
        (typeof(bool), null, Anything), (typeof(char), null, Anything), (typeof(DateTime), null, Anything), (typeof(Guid), null, Anything),
    ];

    private readonly Dictionary<string, ParameterType> _byName;

    /// <exception cref="Reqnroll.BindingException">Two types claim one name.</exception>
    public ParameterTypes(IEnumerable<Transformation> transformations, IEnumerable<Type> stepParameters)
    {
        var types = s_builtIn
            .Concat(stepParameters.Where(type => type.IsEnum).Distinct().Select(type => (Target: type, Name: (string?)type.FullName, Pattern: Anything)))
            .Concat(transformations.SelectMany(Named))
            .GroupBy(type => (type.Target, Name: type.Name ?? type.Target.Name))
            .Select(group => new ParameterType(group.Key.Name, group.Key.Target, Simplify(group.Select(type => type.Pattern))))
            .ToList();
        if (types.GroupBy(type => type.Name).FirstOrDefault(group => group.Count() > 1) is { } clash)
        {
            throw new Reqnroll.BindingException(
                $"The parameter type '{clash.Key}' stands for {string.Join(" and ", clash.Select(type => type.Target.Name))}: "
                + "give each [StepArgumentTransformation] a Name of its own.");
        }

        _byName = types.ToDictionary(type => type.Name);
    }

    /// <summary>By name, or by the end of a full type name; null if there is none.</summary>
    /// <exception cref="Reqnroll.BindingException">Several types end in that name.</exception>
    public ParameterType? Find(string name)
    {
        if (_byName.TryGetValue(name, out var exact))
        {
            return exact;
        }

        var ending = _byName.Values
            .Where(type => type.Name.EndsWith($".{name}", StringComparison.Ordinal) || type.Name.EndsWith($"+{name}", StringComparison.Ordinal))
            .ToList();
        return ending.Count <= 1
            ? ending.FirstOrDefault()
            : throw new Reqnroll.BindingException(
                $"The parameter type '{name}' can be {string.Join(" or ", ending.Select(type => type.Name))}: write the full name.");
    }

    private static IEnumerable<(Type Target, string? Name, string Pattern)> Named(Transformation transformation)
    {
        var target = transformation.Method.ReturnType;
        var pattern = TransformationPattern.Of(transformation.Regex);
        var builtIn = s_builtIn.Where(type => type.Target == target).ToList();
        var name = builtIn.Count == 0 && (transformation.Name is null || transformation.Name == target.Name)
            ? target.FullName
            : transformation.Name;
        yield return (target, name, pattern);

        // A transformation of a built-in type also serves its short name: {int} as well as {Int32}.
        if (builtIn.FirstOrDefault(type => type.Name is { Length: > 0 } and not "word") is { Name: { } alias } && alias != name)
        {
            yield return (target, alias, pattern);
        }
    }

    private static List<string> Simplify(IEnumerable<string> patterns)
    {
        var distinct = patterns.Distinct().ToList();
        return distinct.Contains(Anything) ? [Anything] : distinct;
    }
}
