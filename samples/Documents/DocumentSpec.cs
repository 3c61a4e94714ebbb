using System.ComponentModel.DataAnnotations;
using Kube;

namespace Documents;

/// <summary>A document to publish: its text is kept in as many config maps as there should be copies, and shown by a web server.</summary>
[CustomResource("example.com", "v1", Status = typeof(DocumentStatus), ShortNames = ["doc"], Categories = ["all"])]
[PrinterColumn("Title", ".spec.title")]
[PrinterColumn("Replicas", ".status.replicas")]
[PrinterColumn("Published", ".status.conditions[?(@.type=='Published')].status", Type = "string")]
[PrinterColumn("Age", ".metadata.creationTimestamp", Type = "date")]
[Rule("self.format != 'Html' || self.body.startsWith('<')", Message = "an Html body must start with a tag", FieldPath = ".body")]
public sealed record DocumentSpec
{
    /// <summary>Shown at the top of the page.</summary>
    [MinLength(1), MaxLength(64)]
    public required string Title { get; init; }

    /// <summary>The text itself.</summary>
    [MaxLength(10_000)]
    public required string Body { get; init; }

    /// <summary>How the body is written.</summary>
    public DocumentFormat Format { get; init; } = DocumentFormat.Text;

    /// <summary>How many copies to keep.</summary>
    [Range(1, 5)]
    public int Replicas { get; init; } = 1;

    /// <summary>Labels that every copy carries.</summary>
    public IReadOnlyDictionary<string, string>? CopyLabels { get; init; }
}

/// <summary>How a document's body is written.</summary>
public enum DocumentFormat
{
    /// <summary>Plain text.</summary>
    Text,
    /// <summary>Markdown.</summary>
    Markdown,
    /// <summary>HTML.</summary>
    Html,
}
