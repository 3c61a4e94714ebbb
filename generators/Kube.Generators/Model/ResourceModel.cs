using Kube.CodeModel;
using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Generators.Model;

/// <summary>What a kind is called and where it lives.</summary>
internal sealed record ResourceIdentity
{
    public required string Group { get; init; }
    public required string Version { get; init; }
    public required string Kind { get; init; }
    public required string Plural { get; init; }
    public required string Singular { get; init; }
    public required string ListKind { get; init; }
    public bool IsNamespaced { get; init; }
    public EquatableArray<string> ShortNames { get; init; }
    public EquatableArray<string> Categories { get; init; }

    public string ApiVersion => Group + "/" + Version;

    public string CrdName => Plural + "." + Group;
}

/// <summary>What the rest of the user's code sees of a resource: enough for its public members, cheap to read.</summary>
internal sealed record ResourceSurface
{
    public required string Namespace { get; init; }
    public required string TypeName { get; init; }
    public required ResourceIdentity Identity { get; init; }
    public required bool IsPublic { get; init; }
    public required string SpecType { get; init; }
    public required bool SpecIsValueType { get; init; }
    public string? StatusType { get; init; }
    public bool StatusIsValueType { get; init; }
    public string? Summary { get; init; }
    public string? Deprecation { get; init; }

    /// <summary>The ids of what is marked as experimental and the resource names, with a comma before each.</summary>
    public string Experiments { get; init; } = "";

    public string Type => Qualified(CSharp.Identifier(TypeName));

    /// <summary>Which of the files of the same name, but for case, is its own; 0 where there is one.</summary>
    public int FileNumber { get; init; }

    public string HintName => (Namespace.Length == 0 ? "" : Namespace + ".") + TypeName + (FileNumber == 0 ? "" : "." + FileNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Qualified(string name) => Namespace.Length == 0 ? "global::" + name : "global::" + Namespace + "." + name;
}

/// <summary>Everything behind the surface: codecs, and the resource's version of its CRD.</summary>
internal sealed record ResourceModel
{
    public required ResourceSurface Surface { get; init; }

    /// <summary>The codecs of everything reachable from spec and status; the resource's own is last.</summary>
    public EquatableArray<TypeCodec> Codecs { get; init; }

    public required CrdPart Crd { get; init; }
}

/// <summary>What one version adds to a CRD.</summary>
internal sealed record CrdPart
{
    public required ResourceIdentity Identity { get; init; }
    public required string Namespace { get; init; }
    public required string TypeName { get; init; }
    public required CustomResourceDefinitionVersion Version { get; init; }
    public CustomResourceConversion? Conversion { get; init; }

    /// <summary>Labels and annotations of the CRD.</summary>
    public JsonObject Metadata { get; init; } = JsonObject.Empty;
}
