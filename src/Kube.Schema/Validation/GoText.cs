using System.Globalization;
using System.Text;
using Kube.Schema.Json;

namespace Kube.Schema.Validation;

/// <summary>Values as Go prints them into an API server's messages.</summary>
internal static class GoText
{
    /// <summary>A bad value: strings quoted, numbers plain, the rest as JSON with sorted keys.</summary>
    public static string Print(JsonValue value) => value switch
    {
        JsonString text => Quote(text.Value),
        JsonDouble number => JsonNumber.FormatVerb(number.Value),
        JsonArray or JsonObject => Json(value),
        _ => value.ToJson(),
    };

    /// <summary>JSON as Go's encoder writes it: map keys sorted, <c>&lt; &gt; &amp;</c> escaped.</summary>
    public static string Json(JsonValue value) => Struct(Sorted(value));

    /// <summary>JSON of a Go struct, whose fields keep their order.</summary>
    public static string Struct(JsonValue value) => value.ToJson()
        .Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029");

    /// <summary>A string as <c>%q</c> and <c>strconv.Quote</c> write it.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                quoted.Append(IsPrintable(text, i) ? text.Substring(i, 2) : "\\U" + char.ConvertToUtf32(text[i], text[i + 1]).ToString("x8", CultureInfo.InvariantCulture));
                i++;
                continue;
            }

            _ = text[i] switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\v' => quoted.Append("\\v"),
                < ' ' or (char)0x7f => quoted.Append("\\x").Append(((int)text[i]).ToString("x2", CultureInfo.InvariantCulture)),
                var unit when char.IsSurrogate(unit) => quoted.Append('\uFFFD'),
                var unit when IsPrintable(text, i) => quoted.Append(unit),
                var unit => quoted.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Go's <c>unicode.IsPrint</c>: letters, marks, numbers, punctuation, symbols and the ASCII space.</summary>
    public static bool IsPrintable(string text, int index) => text[index] == ' ' || CharUnicodeInfo.GetUnicodeCategory(text, index) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static JsonValue Sorted(JsonValue value) => value switch
    {
        JsonObject members => JsonObject.From(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => new KeyValuePair<string, JsonValue>(member.Key, Sorted(member.Value)))),
        JsonArray items => JsonArray.From(items.Select(Sorted)),
        _ => value,
    };
}
