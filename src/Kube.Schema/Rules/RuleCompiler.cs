using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Crds.Checks;

namespace Kube.Schema.Rules;

/// <summary>Compiles the rules of one schema node.</summary>
/// <param name="newExpressions">The environment for expressions that are new with this write.</param>
/// <param name="storedExpressions">The environment for expressions that were stored before.</param>
internal sealed class RuleCompiler(CelEnvironment newExpressions, CelEnvironment storedExpressions)
{
    private const string Self = "self";
    private const string OldSelf = "oldSelf";

    /// <summary>The server's version.</summary>
    public KubernetesVersion Server { get; } = newExpressions.Version.Next;

    /// <summary>Rules and message expressions that are stored already.</summary>
    public IReadOnlyCollection<string> KnownRules { get; init; } = [];

    public IReadOnlyCollection<string> KnownMessageExpressions { get; init; } = [];

    /// <summary>For a server of the given version, with all expressions new.</summary>
    public static RuleCompiler ForServer(KubernetesVersion server) => new(CelEnvironment.ForServer(server), CelEnvironment.ForVersion(server));

    /// <summary>The node's rules in order.</summary>
    /// <exception cref="InvalidOperationException">The node is not exposed to CEL.</exception>
    public CompiledRule[] Compile(SchemaNode node) => Compile(node, node.Schema.XValidations);

    /// <summary>Rules for values of <paramref name="node"/> that stand elsewhere, such as in its <c>allOf</c>.</summary>
    /// <exception cref="InvalidOperationException">The node is not exposed to CEL.</exception>
    public CompiledRule[] Compile(SchemaNode node, EquatableArray<ValidationRule> rules)
    {
        var declared = node.Declared ?? throw new InvalidOperationException("The schema node has no CEL type.");
        var scopes = new Scopes(declared.Type);
        return [.. rules.Select(rule => Compile(rule, node, declared, scopes))];
    }

    private CompiledRule Compile(ValidationRule rule, SchemaNode node, SizedType declared, Scopes scopes)
    {
        var result = new CompiledRule(rule) { MaxCardinality = (ulong)(SchemaTyping.MaxRequestSize / (declared.MinSerializedSize + 1)) };
        if (string.IsNullOrWhiteSpace(rule.Rule))
        {
            return result;
        }

        var environment = scopes.Of(KnownRules.Contains(rule.Rule) ? storedExpressions : newExpressions, rule.OptionalOldSelf == true);
        var compiled = environment.Compile(rule.Rule);
        if (compiled.Expression is not { } program)
        {
            return result with { Error = "compilation failed: " + compiled.RenderDiagnostics(), Diagnostics = compiled.Diagnostics };
        }

        if (program.ResultType.Kind != CelTypeKind.Bool)
        {
            return result with { Error = "cel expression must evaluate to a bool", ErrorKind = RuleProblemKind.Result, Hint = Kube.Cel.Checking.TypeHint.ForBool(program.ResultType) };
        }

        result = result with { UsesOldSelf = program.Uses(OldSelf) };
        if (program.InstantiationError is { } instantiation)
        {
            return result with { Error = "program instantiation failed: " + instantiation };
        }

        result = result with
        {
            Program = program,
            MaxCost = program.EstimateCost(declared).Max,
            FieldPath = NormalizedFieldPath(rule, node),
        };
        return string.IsNullOrEmpty(rule.MessageExpression) ? result : WithMessageExpression(result, declared, scopes);
    }

    private CompiledRule WithMessageExpression(CompiledRule result, SizedType declared, Scopes scopes)
    {
        var text = result.Rule.MessageExpression!;
        var environment = scopes.Of(KnownMessageExpressions.Contains(text) ? storedExpressions : newExpressions, result.HasOptionalOldSelf);
        var compiled = environment.Compile(text);
        if (compiled.Expression is not { } program)
        {
            return result with
            {
                MessageExpressionError = "messageExpression compilation failed: " + compiled.RenderDiagnostics(),
                MessageExpressionDiagnostics = compiled.Diagnostics,
            };
        }

        if (program.ResultType.Kind != CelTypeKind.String)
        {
            return result with { MessageExpressionError = "messageExpression must evaluate to a string", MessageExpressionErrorKind = RuleProblemKind.Result, MessageExpressionHint = Kube.Cel.Checking.TypeHint.ForString(program.ResultType) };
        }

        return program.InstantiationError is { } instantiation
            ? result with { MessageExpressionError = "messageExpression instantiation failed: " + instantiation }
            : result with { MessageExpression = program, MessageExpressionMaxCost = program.EstimateCost(declared).Max };
    }

    private static string? NormalizedFieldPath(ValidationRule rule, SchemaNode node) =>
        !string.IsNullOrEmpty(rule.FieldPath) && SchemaFieldPath.Resolve(rule.FieldPath!, node.Schema, allowBrackets: true, out _, out var path) is null
            ? path
            : null;

    /// <summary>The environments of a node: <c>self</c> and <c>oldSelf</c> have its type.</summary>
    private sealed class Scopes(CelType type)
    {
        private readonly Dictionary<CelEnvironment, CelEnvironment> _plain = [];
        private readonly Dictionary<CelEnvironment, CelEnvironment> _optional = [];

        public CelEnvironment Of(CelEnvironment environment, bool optionalOldSelf)
        {
            var made = optionalOldSelf ? _optional : _plain;
            if (!made.TryGetValue(environment, out var scope))
            {
                scope = environment.Declare(Self, type).Declare(OldSelf, optionalOldSelf ? CelType.Optional(type) : type);
                made.Add(environment, scope);
            }

            return scope;
        }
    }
}
