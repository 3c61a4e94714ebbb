using Kube.Generators.Model;
using Kube.Schema.Crds;

namespace Kube.Analyzers;

/// <summary>A CRD with all the classes that are its versions.</summary>
internal sealed class JoinedDefinition
{
    public JoinedDefinition(IReadOnlyList<ResourceReading> readings)
    {
        var model = CrdModel.Join(readings.Select(reading => reading.Model!.Crd))[0];
        // In the order of the CRD's versions.
        Versions = [.. model.Parts.Select(part => readings.First(reading => ReferenceEquals(reading.Model!.Crd, part)))];
        Stored = Versions.FirstOrDefault(version => version.Model!.Crd.Version.Storage) ?? Versions[0];
        Name = model.Name;
        Crd = model.Build();
    }

    /// <summary>Its name, <c>&lt;plural&gt;.&lt;group&gt;</c>.</summary>
    public string Name { get; }

    public CustomResourceDefinition Crd { get; }

    /// <summary>The classes, one a version, in the order of the CRD.</summary>
    public IReadOnlyList<ResourceReading> Versions { get; }

    /// <summary>The version that is stored, whose names count.</summary>
    public ResourceReading Stored { get; }
}
