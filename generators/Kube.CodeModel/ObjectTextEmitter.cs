namespace Kube.CodeModel;

/// <summary>The property names of an object, encoded once.</summary>
internal static class ObjectTextEmitter
{
    public static void Write(CodeWriter writer, ObjectCodec codec)
    {
        foreach (var property in codec.Fixed)
        {
            writer.Line($"private static readonly {Names.Text} {Field(property.JsonName)} = {Names.Text}.Encode({CSharp.Utf8(property.JsonName)});");
        }
        foreach (var member in codec.Members)
        {
            if (member.IsExtensionData || member.WriteWhen == WriteWhen.Never) continue;
            writer.Line($"private static readonly {Names.Text} {Field(codec, member)} = {Names.Text}.Encode({CSharp.Utf8(member.JsonName)});");
        }
        writer.Blank();
    }

    /// <summary>The field with a member's encoded name; apart from a member that is called so itself, such as <c>AccountName</c> beside <c>Account</c>.</summary>
    public static string Field(ObjectCodec codec, CodecMember member)
    {
        var name = member.Bare() + "Name";
        return codec.Members.Any(other => other.Bare() == name) ? name + "Text" : name;
    }

    public static string Field(string fixedName) => char.ToUpperInvariant(fixedName[0]) + fixedName.Substring(1) + "FixedName";
}
