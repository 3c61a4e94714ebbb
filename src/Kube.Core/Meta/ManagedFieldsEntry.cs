using System.Text.Json;
using Kube.Json;

namespace Kube;

/// <summary>Which fields one manager owns (server-side apply, KEP-555).</summary>
public sealed partial record ManagedFieldsEntry
{
    private readonly RawJson _fieldsV1;

    /// <summary>An entry that says nothing yet.</summary>
    public ManagedFieldsEntry() { }

    private ManagedFieldsEntry(RawJson fieldsV1) => _fieldsV1 = fieldsV1;

    /// <summary>The manager's name.</summary>
    public string? Manager { get; init; }

    /// <summary><c>Apply</c> or <c>Update</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The version in which the fields are named.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>When the entry last changed.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The form of <see cref="FieldsV1"/>; <c>FieldsV1</c>.</summary>
    public string? FieldsType { get; init; }

    /// <summary>The owned fields as a tree of <c>f:</c>, <c>k:</c> and <c>v:</c> keys, kept as it came; parsed each time it is asked for.</summary>
    public JsonElement? FieldsV1
    {
        get => _fieldsV1.Parse();
        init => _fieldsV1 = value is { } element ? new RawJson(element) : default;
    }

    /// <summary>The subresource through which the fields were set, such as <c>status</c>.</summary>
    public string? Subresource { get; init; }
}
