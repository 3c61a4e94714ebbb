using System.Collections.Immutable;
using Kube.Generators.Parsing;
using Kube.Schema.Rules;
using Kube.Schema.Validation;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>A step of a server's path.</summary>
/// <param name="Name">The field, or what stands in brackets.</param>
/// <param name="IsBracketed">Whether it stands in brackets.</param>
internal readonly record struct PathStep(string Name, bool IsBracketed);

/// <summary>What part of a member a schema node is about.</summary>
internal enum NodeLevel
{
    /// <summary>The member's own value.</summary>
    Own,

    /// <summary>The items of a list.</summary>
    Items,

    /// <summary>The values of a dictionary.</summary>
    Values,

    /// <summary>Further in: a list in a list, a list in a dictionary.</summary>
    Deeper,
}

/// <summary>Where a path into a schema leads in C#.</summary>
/// <param name="Member">The last member on the way; none for the class itself.</param>
/// <param name="Type">The C# type of the node; none where the schema was not made of one.</param>
/// <param name="Level">What part of the member is meant.</param>
/// <param name="Keyword">The schema's keyword that is meant; empty for the node itself.</param>
/// <param name="Index">The item of the keyword's list; 0 where there is none.</param>
internal sealed record TrailEnd(ReadMember? Member, ITypeSymbol? Type, NodeLevel Level, string Keyword, int Index);

/// <summary>Follows paths into a schema back to the C# members that the schema was made of.</summary>
internal static class SchemaTrail
{
    /// <summary>The steps of a server's path.</summary>
    public static ImmutableArray<PathStep> Steps(FieldPath? path)
    {
        var steps = new List<PathStep>();
        for (var at = path; at?.Parent is not null; at = at.Parent)
        {
            if (at.IsBracketed) steps.Add(new(at.Last, true));
            else steps.AddRange(Enumerable.Reverse(at.Last.Split('.')).Select(name => new PathStep(name, false)));
        }
        steps.Reverse();
        return [.. steps];
    }

    /// <summary>Follows the part of a server's path behind <c>openAPIV3Schema</c>.</summary>
    public static TrailEnd Follow(ResourceReading reading, ImmutableArray<PathStep> steps, int from)
    {
        var walk = new Walk(reading);
        var at = from;
        while (at < steps.Length)
        {
            var isTaken = steps[at].Name switch
            {
                "properties" when at + 1 < steps.Length => walk.Property(steps[++at].Name),
                "items" => walk.Items(),
                "additionalProperties" => walk.Values(),
                _ => false,
            };
            if (!isTaken) break;
            at++;
        }
        var index = at + 1 < steps.Length && int.TryParse(steps[at + 1].Name, out var number) ? number : 0;
        return walk.End(at < steps.Length ? steps[at].Name : "", index);
    }

    /// <summary>Follows the way to a node.</summary>
    public static TrailEnd Follow(ResourceReading reading, SchemaSteps way)
    {
        var walk = new Walk(reading);
        foreach (var step in way.Steps)
        {
            if (!(step switch { "[]" => walk.Items(), "{}" => walk.Values(), _ => walk.Property(step) })) break;
        }
        return walk.End("", 0);
    }

    private sealed class Walk(ResourceReading reading)
    {
        private ReadMember? _member;
        private ITypeSymbol? _type;
        private NodeLevel _level;
        private bool _isRoot = true;

        public TrailEnd End(string keyword, int index) => new(_member, _type, _level, keyword, index);

        public bool Property(string name)
        {
            if (_isRoot)
            {
                _isRoot = false;
                _type = name switch { "spec" => reading.Type, "status" => reading.Status, _ => null };
                return _type is not null;
            }
            if (_type is null || Member(_type, name) is not { } member) return false;
            _member = member;
            _level = NodeLevel.Own;
            _type = member.Member.Annotations switch
            {
                { RawSchema: not null } => null,
                { SchemaFrom: { } other } => other.Argument(0) as ITypeSymbol,
                _ => Bare(member.Member.Type),
            };
            return true;
        }

        public bool Items() => Element(NodeLevel.Items, _type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol named when TypeTable.FindCollection(named) is { Kind: not CollectionKind.Map } => named.TypeArguments[0],
            _ => null,
        });

        public bool Values() => Element(NodeLevel.Values, TypeShapes.IsMap(_type!) ? ((INamedTypeSymbol)_type!).TypeArguments[1] : null);

        private bool Element(NodeLevel level, ITypeSymbol? element)
        {
            if (element is null) return false;
            _type = Bare(element);
            _level = _level == NodeLevel.Own ? level : NodeLevel.Deeper;
            return true;
        }

        private ReadMember? Member(ITypeSymbol type, string name) =>
            reading.Findings.MembersOf(type).FirstOrDefault(member => member.Member.JsonName == name)
            ?? Cases(type).SelectMany(reading.Findings.MembersOf).FirstOrDefault(member => member.Member.JsonName == name);

        // A union's properties are those of its cases.
        private static IEnumerable<INamedTypeSymbol> Cases(ITypeSymbol type) => type.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "JsonDerivedTypeAttribute")
            .Select(attribute => attribute.Argument(0)).OfType<INamedTypeSymbol>();

        private static ITypeSymbol Bare(ITypeSymbol type) => type.IsNullableValue(out var inner) ? inner : type;
    }
}
