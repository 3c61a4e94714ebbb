namespace Kube.Schema.Rules;

/// <summary>Base64 as an API server decodes a string of <c>format: byte</c> for rules: Go's decoder with the URL alphabet.</summary>
/// <remarks>
/// The schema's format wants the other alphabet, so that data with <c>+</c> or <c>/</c> is valid and yet an error in every rule that looks at it: the server
/// reads what it checked by <c>strfmt.Base64.UnmarshalText</c>, which is <c>base64.URLEncoding</c>. Line breaks are skipped, other blanks are not; padding is
/// demanded; bits that it leaves over do not matter.
/// </remarks>
internal static class GoBase64
{
    /// <summary>The bytes; or, where the text is none, the place of the first byte that is wrong, in UTF-8.</summary>
    public static bool TryDecode(string text, out byte[] bytes, out int fault)
    {
        bytes = [];
        var source = System.Text.Encoding.UTF8.GetBytes(text);
        var decoded = new List<byte>(source.Length / 4 * 3);
        var at = 0;
        while (true)
        {
            var (count, quantum) = (0, 0);
            while (count < 4 && at < source.Length && source[at] != '=')
            {
                var value = ValueOf(source[at]);
                if (value >= 0)
                {
                    (quantum, count) = ((quantum << 6) | value, count + 1);
                }
                else if (source[at] is not ((byte)'\r' or (byte)'\n'))
                {
                    fault = at;
                    return false;
                }

                at++;
            }

            if (count == 4)
            {
                decoded.AddRange([(byte)(quantum >> 16), (byte)(quantum >> 8), (byte)quantum]);
                continue;
            }

            if (at == source.Length)
            {
                // Go tells where the unfinished group would begin if nothing had been skipped in it.
                fault = at - count;
                bytes = count == 0 ? [.. decoded] : [];
                return count == 0;
            }

            fault = Padding(source, ref at, count);
            if (fault >= 0)
            {
                return false;
            }

            decoded.Add((byte)(quantum >> (count == 2 ? 4 : 10)));
            if (count == 3)
            {
                decoded.Add((byte)(quantum >> 2));
            }

            bytes = [.. decoded];
            return true;
        }
    }

    /// <summary>Reads the padding after so many characters of the last group, and what follows it; the place of what is wrong, or -1.</summary>
    private static int Padding(byte[] source, ref int at, int count)
    {
        if (count < 2)
        {
            return at;
        }

        at++;
        if (count == 2)
        {
            SkipLineBreaks(source, ref at);
            if (at == source.Length)
            {
                return at;
            }

            if (source[at] != '=')
            {
                return at - 1;
            }

            at++;
        }

        SkipLineBreaks(source, ref at);
        return at < source.Length ? at : -1;
    }

    private static void SkipLineBreaks(byte[] source, ref int at)
    {
        while (at < source.Length && source[at] is (byte)'\r' or (byte)'\n')
        {
            at++;
        }
    }

    private static int ValueOf(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'-' => 62,
        (byte)'_' => 63,
        _ => -1,
    };
}
