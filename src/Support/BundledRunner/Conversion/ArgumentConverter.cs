using System.ComponentModel;
using System.Globalization;
using SparkLoad.BundledRunner.Bindings;
using DataTable = Reqnroll.DataTable;

namespace SparkLoad.BundledRunner.Conversion;

/// <summary>Turns what a step brings (text or a table) into what its method takes.</summary>
/// <param name="transformations">In the order in which they are asked.</param>
/// <param name="culture">In which numbers and dates are read.</param>
internal sealed class ArgumentConverter(IReadOnlyList<Transformation> transformations, CultureInfo culture)
{
    /// <summary>Whether the argument can be turned into that type, as far as can be told without calling a transformation.</summary>
    public bool CanConvert(object value, Type target) =>
        target.IsInstanceOfType(value) || Transforming(value, target) is not null || TryConvertPlainly(value, target);

    /// <summary>Converts by the first transformation that fits, else as .NET does.</summary>
    /// <param name="value">Text or a <see cref="DataTable"/>.</param>
    /// <param name="target">The type of the parameter.</param>
    /// <param name="call">Calls a transformation.</param>
    public Task<object?> ConvertAsync(object value, Type target, Func<Transformation, object?[], Task<object?>> call) =>
        ConvertAsync(value, target, call, outer: null);

    private async Task<object?> ConvertAsync(
        object value, Type target, Func<Transformation, object?[], Task<object?>> call, Transformation? outer)
    {
        if (Transforming(value, target) is { } transformation && transformation != outer)
        {
            return await call(transformation, await ArgumentsAsync(transformation, value, call).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return target.IsInstanceOfType(value) ? value : ConvertPlainly(value, target);
    }

    private async Task<object?[]> ArgumentsAsync(
        Transformation transformation, object value, Func<Transformation, object?[], Task<object?>> call)
    {
        var parameters = transformation.Method.GetParameters();
        IReadOnlyList<object> captured = transformation.Regex is { } regex && value is string text
            ? [.. regex.Match(text).Groups.Values.Skip(1).Select(group => group.Value)]
            : [value];
        if (captured.Count != parameters.Length)
        {
            throw new Reqnroll.BindingException(
                $"The transformation {BindingMethods.Describe(transformation.Method)} takes {parameters.Length} arguments, its expression captures {captured.Count}.");
        }

        var arguments = new object?[captured.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = await ConvertAsync(captured[i], parameters[i].ParameterType, call, transformation).ConfigureAwait(false);
        }

        return arguments;
    }

    private Transformation? Transforming(object value, Type target) =>
        transformations.FirstOrDefault(transformation =>
            transformation.Result == target
            && (transformation.Regex is { } regex && value is string text
                ? regex.IsMatch(text)
                : transformation.TakesTable == value is DataTable));

    private bool TryConvertPlainly(object value, Type target)
    {
        try
        {
            ConvertPlainly(value, target);
            return true;
        }
        catch (Exception error) when (error is InvalidCastException or OverflowException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    private object? ConvertPlainly(object value, Type target)
    {
        if (value is string text)
        {
            if (target.IsEnum)
            {
                return Enum.Parse(target, text.Replace(" ", string.Empty, StringComparison.Ordinal), ignoreCase: true);
            }

            var converter = TypeDescriptor.GetConverter(target);
            if (converter.CanConvertFrom(typeof(string)))
            {
                try
                {
                    return converter.ConvertFrom(null, culture, text);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    // The converters of .NET wrap what went wrong; the plain conversion below says it in one sentence.
                }
            }
        }

        return Convert.ChangeType(value, target, culture);
    }
}
