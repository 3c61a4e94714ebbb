[CustomResource("example.com", "v1")]
public sealed record SummarySpec
{
    /// <summary>
    /// What it is called, see <see cref="Other"/>;
    /// <c>null</c> is &lt;none&gt; &amp; <see langword="null"/>.
    /// <para>A second paragraph.</para>
    /// </summary>
    public string? Name { get; init; }
    /** <summary>Another form.</summary> */
    public string? Other { get; init; }
    [Description("Said by an attribute.")] public string? Said { get; init; }
    [Display(Name = "Shown", Description = "By display.")] public string? Display { get; init; }
    [DisplayName("Titled")] public string? Titled { get; init; }
    public Part? Part { get; init; }
    /// <summary>This one.</summary>
    public Part? ThisPart { get; init; }
}
/// <summary>A part.</summary>
[DisplayName("The part")]
public sealed record Part;
