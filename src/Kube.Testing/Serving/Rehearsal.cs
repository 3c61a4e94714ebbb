using System.Runtime.CompilerServices;
using System.Text;
using Kube.Testing.Controllers;
using Kube.Testing.Http;

namespace Kube.Testing.Serving;

/// <summary>Has the runtime compile what first requests need while the first server of a process still starts: most of what a first request takes is compiling, and another processor can do it meanwhile.</summary>
/// <remarks>A definition and an object go through a server of their own that nobody sees.</remarks>
internal static class Rehearsal
{
    private const string Group = "rehearsal.kube.testing";

    private const string Definition = $$$"""
        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "acts.{{{Group}}}"},
         "spec": {"group": "{{{Group}}}", "scope": "Cluster", "names": {"kind": "Act", "plural": "acts", "singular": "act", "listKind": "ActList"},
          "versions": [{"name": "v1", "served": true, "storage": true, "subresources": {"status": {}},
           "additionalPrinterColumns": [{"name": "Title", "type": "string", "jsonPath": ".spec.title"}],
           "schema": {"openAPIV3Schema": {"type": "object", "properties": {
            "spec": {"type": "object", "required": ["title"], "properties": {
             "title": {"type": "string", "minLength": 1, "maxLength": 64, "description": "What it is called."},
             "size": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 10, "default": 1},
             "kind": {"type": "string", "enum": ["Comedy", "Drama"]},
             "roles": {"type": "array", "maxItems": 10, "items": {"type": "string", "maxLength": 64} } },
             "x-kubernetes-validations": [{"rule": "self.size < 10 || self.title != ''", "message": "size must be below 10"}]},
            "status": {"type": "object", "properties": {"ready": {"type": "boolean"} } } } } } }]} }
        """;

    private const string Act = $$"""
        {"apiVersion": "{{Group}}/v1", "kind": "Act", "metadata": {"name": "first", "labels": {"app": "rehearsal"} },
         "spec": {"title": "First", "kind": "Drama", "roles": ["Nora"]} }
        """;

    private static int _begun;

    /// <summary>Begins where it is the first time in this process and there is a processor for it; the task is done at once otherwise.</summary>
    public static Task BeginOnce() =>
        RuntimeFeature.IsDynamicCodeCompiled && Environment.ProcessorCount > 1 && Interlocked.Exchange(ref _begun, 1) == 0 ? Task.Run(RunAsync) : Task.CompletedTask;

    private static async Task RunAsync()
    {
        var state = new ServerState(new());
        var handler = new RequestHandler(state);
        state.Written += new CrdController(state).OnWritten;
        await PostAsync(handler, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definition);
        await PostAsync(handler, $"/apis/{Group}/v1/acts", Act);
    }

    private static async Task PostAsync(RequestHandler handler, string path, string body)
    {
        var response = await handler.HandleAsync(
            new() { Method = "POST", RawPath = path, Headers = [new("Content-Type", ContentTypes.Json)], Body = Encoding.UTF8.GetBytes(body) }, CancellationToken.None);
        if (response.Status != 201)
        {
            throw new InvalidOperationException($"The rehearsal of {path} got {response.Status}: {Encoding.UTF8.GetString(response.Body.Span)}");
        }
    }
}
