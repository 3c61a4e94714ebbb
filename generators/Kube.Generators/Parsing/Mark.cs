using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>A member that the CRD names outside the schema: a printer column, a selectable field, a part of <c>/scale</c>.</summary>
/// <param name="Path">From the type that was asked, with dots: <c>.title</c>.</param>
/// <param name="Schema">What stands there.</param>
/// <param name="Annotations">What the member says.</param>
/// <param name="Member">The member.</param>
internal sealed record Mark(string Path, JsonSchemaProps Schema, Annotations Annotations, ISymbol Member);
