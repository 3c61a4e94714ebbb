namespace Kube.Generators.Tests;

/// <summary>Sources that several tests share.</summary>
internal static class Samples
{
    public const string Document = """
        namespace Acme;

        /// <summary>A document to publish.</summary>
        [CustomResource("example.com", "v1", Status = typeof(DocumentStatus), ShortNames = ["doc"])]
        [PrinterColumn("Title", ".spec.title")]
        [Rule("self.minReplicas <= self.maxReplicas", Message = "minReplicas must not exceed maxReplicas")]
        public sealed record DocumentSpec
        {
            /// <summary>Shown at the top of the page.</summary>
            [MinLength(1), MaxLength(64)] public required string Title { get; init; }
            [Range(1, 10)] public int MinReplicas { get; init; } = 1;
            [Range(1, 10)] public int MaxReplicas { get; init; } = 3;
            public Mode Mode { get; init; } = Mode.Fast;
            public IReadOnlyList<Section> Sections { get; init; } = [];
            public IReadOnlyDictionary<string, string>? Labels { get; init; }
            public TimeSpan? Every { get; init; } = TimeSpan.FromSeconds(90);
            public Guid Id { get; set; }
        }

        /// <summary>How fast.</summary>
        public enum Mode { Slow, Fast }

        /// <summary>A part of a document.</summary>
        /// <param name="Heading">What stands above it.</param>
        public sealed record Section(string Heading, string? Body = null, int Level = 1);

        public sealed class DocumentStatus
        {
            public int Ready { get; set; }
            public DateTimeOffset? Since { get; set; }
        }
        """;

    public const string Folder = """
        namespace Acme;

        [CustomResource("example.com", "v1")]
        public sealed record FolderSpec(string Path);
        """;
}
