using System.Runtime.CompilerServices;

namespace Kube.Client;

/// <summary>Applies objects of mixed kinds, such as those of a YAML file, and tells what became of each.</summary>
/// <remarks>
/// <para>Server-side apply (KEP-555) of each object on its own, in the order in which they depend on each other: namespaces, accounts and configuration, CRDs, roles, workloads, custom
/// resources, webhooks. After a CRD its resources are waited for. One that fails does not stop the others.</para>
/// <para>An object without a namespace goes to the configuration's. One with <c>generateName</c> in place of a name is created.</para>
/// </remarks>
public static class Manifests
{
    /// <summary>Applies all objects of a YAML text of one document or many.</summary>
    /// <exception cref="KubeSerializationException">The text is no YAML, or a document is no Kubernetes object; nothing was applied.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static IAsyncEnumerable<AppliedObject> ApplyYamlAsync(this KubeClient client, string yaml, ApplyParams parameters, CancellationToken cancellationToken = default) =>
        client.ApplyAllAsync(KubeYaml.ReadAll(yaml), parameters, cancellationToken);

    /// <summary>Applies all objects of a YAML file.</summary>
    /// <exception cref="KubeSerializationException">The file is no YAML, or a document is no Kubernetes object; nothing was applied.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static async IAsyncEnumerable<AppliedObject> ApplyFileAsync(
        this KubeClient client, string path, ApplyParams parameters, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var objects = await KubeYaml.ReadFileAsync(path, cancellationToken).ConfigureAwait(false);
        await foreach (var applied in client.ApplyAllAsync(objects, parameters, cancellationToken).ConfigureAwait(false)) yield return applied;
    }

    /// <summary>Applies objects.</summary>
    /// <exception cref="KubeTransportException">The server cannot be reached for discovery; what fails later is told of in the results.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static async IAsyncEnumerable<AppliedObject> ApplyAllAsync(
        this KubeClient client, IReadOnlyList<DynamicResource> objects, ApplyParams parameters, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(parameters);
        var pending = new List<DynamicResource>();
        foreach (var value in ManifestOrder.Sort(objects))
        {
            if (value.Kind != "CustomResourceDefinition" && pending.Count > 0)
            {
                await NewTypes.WaitAsync(client, pending, objects, cancellationToken).ConfigureAwait(false);
                pending.Clear();
            }
            var applied = await ApplyOneAsync(client, value, parameters, cancellationToken).ConfigureAwait(false);
            if (applied is { Kind: "CustomResourceDefinition", Error: null } && !parameters.DryRun) pending.Add(value);
            yield return applied;
        }
    }

    private static async Task<AppliedObject> ApplyOneAsync(KubeClient client, DynamicResource value, ApplyParams parameters, CancellationToken cancellationToken)
    {
        var result = new AppliedObject(value.ApiVersion, value.Kind, value.Metadata.Namespace, value.NameOrPrefix);
        try
        {
            var resource = await client.Discovery.FindKindAsync(value.ApiVersion, value.Kind, cancellationToken).ConfigureAwait(false);
            if (resource is null) return result with { Error = new ManifestException($"the server serves no {value.Kind} in {value.ApiVersion}; is its CRD installed?") };
            var ns = resource.Type.IsNamespaced ? value.Namespace ?? client.Config.Namespace : null;
            result = result with { Namespace = ns };
            var api = client.For<DynamicResource>(resource.Type, ns);
            if (string.IsNullOrEmpty(value.Metadata.Name))
            {
                var created = await api.CreateAsync(value, new CreateParams { FieldManager = parameters.FieldManager, DryRun = parameters.DryRun, FieldValidation = parameters.FieldValidation }, cancellationToken).ConfigureAwait(false);
                return result with { Name = created.Name, Outcome = ApplyOutcome.Created, Object = created };
            }
            var before = await api.MetadataOnly().GetOrNullAsync(value.Metadata.Name, cancellationToken: cancellationToken).ConfigureAwait(false);
            var after = await api.ApplyAsync(value, parameters, cancellationToken).ConfigureAwait(false);
            var outcome = before is null ? ApplyOutcome.Created : before.Metadata.ResourceVersion == after.Metadata.ResourceVersion ? ApplyOutcome.Unchanged : ApplyOutcome.Configured;
            return result with { Outcome = outcome, Object = after };
        }
        catch (KubeException e)
        {
            return result with { Error = e };
        }
        catch (ArgumentException e)
        {
            // A name or namespace that no URL can carry.
            return result with { Error = new ManifestException(e.Message, e) };
        }
    }
}

/// <summary>What became of one object of a manifest.</summary>
/// <param name="ApiVersion">Its <c>apiVersion</c>.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Where it was applied; <see langword="null"/> for cluster-scoped objects.</param>
/// <param name="Name">Its name.</param>
public sealed record AppliedObject(string ApiVersion, string Kind, string? Namespace, string Name)
{
    /// <summary>What happened.</summary>
    public ApplyOutcome Outcome { get; init; } = ApplyOutcome.Failed;

    /// <summary>The object as the server has it now; <see langword="null"/> when it failed.</summary>
    public DynamicResource? Object { get; init; }

    /// <summary>Why it failed; <see langword="null"/> when it did not.</summary>
    public KubeException? Error { get; init; }

    /// <summary>One line, as <c>kubectl apply</c> prints it, with the error where there is one.</summary>
    public override string ToString() => $"{Kind} {(Namespace is null ? "" : Namespace + "/")}{Name}: {(Error is null ? Outcome.ToString().ToLowerInvariant() : Error.Message)}";
}

/// <summary>What an apply did.</summary>
public enum ApplyOutcome
{
    /// <summary>Nothing: it failed.</summary>
    Failed,

    /// <summary>The object was made.</summary>
    Created,

    /// <summary>The object was changed.</summary>
    Configured,

    /// <summary>The object was so already.</summary>
    Unchanged,
}

/// <summary>An object of a manifest that cannot be sent to this server.</summary>
public sealed class ManifestException : KubeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ManifestException(string message, Exception? innerException = null) : base(message, innerException) { }
}
