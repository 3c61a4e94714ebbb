using System.Text;

namespace Kube.Cel;

/// <summary>Lists, maps and optionals as text for messages. Cut short: a small expression can make a value whose text would never end.</summary>
internal static class ValueText
{
    private const int MaxLength = 16 * 1024;

    public static string Of(in CelValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.Length > MaxLength ? text.ToString(0, MaxLength) + "…" : text.ToString();
    }

    private static void Append(StringBuilder text, in CelValue value)
    {
        if (text.Length > MaxLength)
        {
            return;
        }

        switch (value.Kind)
        {
            case CelKind.List:
                AppendList(text, value.AsList);
                break;
            case CelKind.Map:
                AppendMap(text, value.AsMap);
                break;
            case CelKind.Optional when value.HasOptionalValue:
                text.Append("optional(");
                Append(text, value.OptionalValue);
                text.Append(')');
                break;
            case CelKind.Optional:
                text.Append("optional.none()");
                break;
            default:
                text.Append(value.ToString());
                break;
        }
    }

    private static void AppendList(StringBuilder text, CelList list)
    {
        text.Append('[');
        for (var i = 0; i < list.Count && text.Length <= MaxLength; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, list[i]);
        }

        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, CelMap map)
    {
        text.Append('{');
        var first = true;
        foreach (var key in map.Keys)
        {
            if (text.Length > MaxLength)
            {
                break;
            }

            text.Append(first ? "" : ", ");
            first = false;
            Append(text, key);
            text.Append(": ");
            Append(text, map.TryGet(key, out var value) ? value : CelError.NoSuchKey(key));
        }

        text.Append('}');
    }
}
