namespace Kube.CodeModel;

/// <summary>Property names in calls of a <c>KubeJsonWriter</c>: as bytes where they stand in JSON as they are, else as a string that the writer escapes.</summary>
internal static class WireText
{
    /// <summary>The argument of <c>WritePropertyName</c>.</summary>
    public static string Name(string jsonName) => IsPlain(jsonName) ? CSharp.Utf8(jsonName) : CSharp.Literal(jsonName);

    /// <summary>The statement that writes a name and a value in one step.</summary>
    public static string Member(string jsonName, string method, string value) => IsPlain(jsonName)
        ? $"writer.{method}({CSharp.Utf8(jsonName)}, {value});"
        : $"writer.WritePropertyName({CSharp.Literal(jsonName)});\nwriter.{method}Value({value});";

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\') return false;
        }
        return true;
    }
}
