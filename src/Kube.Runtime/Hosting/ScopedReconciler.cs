using Microsoft.Extensions.DependencyInjection;

namespace Kube.Runtime.Hosting;

/// <summary>Takes the reconciler from a scope of its own in each run.</summary>
internal sealed class ScopedReconciler<TReconciler, T>(IServiceScopeFactory scopes) : IReconciler<T>
    where TReconciler : class, IReconciler<T>
    where T : class, IKubeObject
{
    public async ValueTask<ReconcileResult> ReconcileAsync(T resource, ReconcileContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        context.Services = scope.ServiceProvider;
        return await scope.ServiceProvider.GetRequiredService<TReconciler>().ReconcileAsync(resource, context, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ReconcileResult> DeletedAsync(T last, ReconcileContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        context.Services = scope.ServiceProvider;
        return await ((IReconciler<T>)scope.ServiceProvider.GetRequiredService<TReconciler>()).DeletedAsync(last, context, cancellationToken).ConfigureAwait(false);
    }
}
