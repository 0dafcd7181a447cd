namespace SparkLoad.LivingDoc.Text;

/// <summary>Tells what stands between quotation marks in a step from the words around it.</summary>
internal static class Quoted
{
    public static IEnumerable<(string Part, bool IsQuoted)> Parts(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf('"', position);
            var close = open < 0 ? -1 : text.IndexOf('"', open + 1);
            if (close < 0)
            {
                break;
            }

            if (open > position)
            {
                yield return (text[position..open], false);
            }

            yield return (text[open..(close + 1)], true);
            position = close + 1;
        }

        if (position < text.Length)
        {
            yield return (text[position..], false);
        }
    }
}
