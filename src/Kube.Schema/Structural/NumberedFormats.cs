namespace Kube.Schema.Structural;

/// <summary>Numbers with check digits: books and cards.</summary>
internal static class NumberedFormats
{
    public static bool IsIsbn10(string text)
    {
        var digits = Bare(text);
        if (digits.Length != 10 || !digits.Take(9).All(IsDigit) || !(IsDigit(digits[9]) || digits[9] == 'X'))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            sum += (i + 1) * (digits[i] == 'X' ? 10 : digits[i] - '0');
        }

        return sum % 11 == 0;
    }

    public static bool IsIsbn13(string text)
    {
        var digits = Bare(text);
        if (digits.Length != 13 || !digits.All(IsDigit))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 13; i++)
        {
            sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return sum % 10 == 0;
    }

    public static bool IsCreditCard(string text)
    {
        // Anything may stand between the digits.
        string digits = new([.. text.Where(IsDigit)]);
        if (!HasIssuer(digits))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    private static bool HasIssuer(string digits)
    {
        bool Starts(params string[] prefixes) => prefixes.Any(prefix => digits.StartsWith(prefix, StringComparison.Ordinal));

        return digits.Length switch
        {
            13 => Starts("4"),
            14 => Starts("300", "301", "302", "303", "304", "305", "36", "38"),
            15 => Starts("34", "37", "2131", "1800"),
            16 => Starts("4", "51", "52", "53", "54", "55", "6011", "65", "35"),
            _ => false,
        };
    }

    private static string Bare(string text) => new([.. text.Where(unit => unit is not ('-' or ' ' or '\t' or '\n' or '\r'))]);

    private static bool IsDigit(char unit) => unit is >= '0' and <= '9';
}
