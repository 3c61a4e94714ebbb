namespace Kube.Cel.Kubernetes;

/// <summary>Numbers that carry a check digit.</summary>
internal static class CheckDigits
{
    /// <summary>Issuers' first digits with the length of their numbers.</summary>
    private static readonly (int From, int To, int Digits, int[] Lengths)[] Issuers =
    [
        (4, 4, 1, [13, 16]),
        (51, 55, 2, [16]),
        (6011, 6011, 4, [16]),
        (6500, 6599, 4, [16]),
        (34, 34, 2, [15]),
        (37, 37, 2, [15]),
        (300, 305, 3, [14]),
        (360, 369, 3, [14]),
        (380, 389, 3, [14]),
        (2131, 2131, 4, [15]),
        (1800, 1800, 4, [15]),
        (35000, 35999, 5, [16]),
    ];

    internal static bool IsCreditCard(string text)
    {
        var digits = text.Where(c => c is >= '0' and <= '9').Select(c => c - '0').ToArray();
        if (!Issuers.Any(i => i.Lengths.Contains(digits.Length) && Leading(digits, i.Digits) is var first && first >= i.From && first <= i.To))
            return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var doubled = digits[digits.Length - 1 - i] * (1 + i % 2);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    internal static bool IsIsbn10(string text)
    {
        var isbn = WithoutBlanksAndDashes(text);
        if (isbn.Length != 10 || !isbn.Take(9).All(IsDigit) || !(IsDigit(isbn[9]) || isbn[9] == 'X'))
            return false;
        var sum = 10 * (isbn[9] == 'X' ? 10 : isbn[9] - '0');
        for (var i = 0; i < 9; i++)
            sum += (i + 1) * (isbn[i] - '0');
        return sum % 11 == 0;
    }

    internal static bool IsIsbn13(string text)
    {
        var isbn = WithoutBlanksAndDashes(text);
        if (isbn.Length != 13 || !isbn.All(IsDigit))
            return false;
        var sum = 0;
        for (var i = 0; i < 13; i++)
            sum += (isbn[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return sum % 10 == 0;
    }

    private static int Leading(int[] digits, int count) => digits.Take(count).Aggregate(0, (number, digit) => number * 10 + digit);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static string WithoutBlanksAndDashes(string text) =>
        new(text.Where(c => c is not ('-' or ' ' or '\t' or '\n' or '\f' or '\r')).ToArray());
}
