using Kube.Cel.Re2;
using static Kube.Cel.Library.FunctionTable;

namespace Kube.Cel.Library;

/// <summary><c>matches</c>, <c>find</c> and <c>findAll</c>; patterns are RE2 and match in linear time; finding all matches has a limit.</summary>
internal static class RegexFunctions
{
    private static readonly CelValue TooLarge = CelValue.Error("text is too large to find all matches in it");

    public static void AddTo(FunctionTable table)
    {
        var text = CelType.String;
        var texts = CelType.List(CelType.String);
        table
            .Member("find", "string_find_string", text, text, text, (in s, in pattern) =>
                TryParse(pattern, out var regex, out var error) ? Find(regex, s.AsString) : error)
            .Member("findAll", "string_find_all_string", texts, text, text, (in s, in pattern) =>
                TryParse(pattern, out var regex, out var error) ? FindAll(regex, s.AsString, -1) : error)
            .Member("findAll", "string_find_all_string_int", texts, [text, text, CelType.Int], arguments =>
                TryParse(arguments[1], out var regex, out var error) ? FindAll(regex, arguments[0].AsString, arguments[2].AsInt) : error);
    }

    public static CelValue Matches(in CelValue text, in CelValue pattern) =>
        Re2Regex.TryParse(pattern.AsString, out var regex, out var error)
            ? CelValue.Bool(regex.IsMatch(text.AsString))
            : CelValue.Error(error!.Message);

    public static CelValue Find(Re2Regex regex, string text) => CelValue.String(regex.Find(text).In(text));

    public static CelValue FindAll(Re2Regex regex, string text, long limit)
    {
        var isWhole = regex.TryFindAll(text, limit < 0 ? -1 : (int)Math.Min(limit, int.MaxValue), EvaluationWork.Left, out var matches, out var beyond);
        return EvaluationWork.TrySpend(beyond, TooLarge) && isWhole ? CelArrayList.OfStrings(matches.Select(m => m.In(text))) : TooLarge;
    }

    private static bool TryParse(in CelValue pattern, out Re2Regex regex, out CelValue error)
    {
        var parsed = Re2Regex.TryParse(pattern.AsString, out regex!, out var reason);
        error = parsed ? default : CelValue.Error("Illegal regex: " + reason!.Message);
        return parsed;
    }
}
