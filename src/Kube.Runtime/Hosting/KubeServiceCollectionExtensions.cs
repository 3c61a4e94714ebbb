using System.Diagnostics.CodeAnalysis;
using Kube.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kube.Runtime.Hosting;

/// <summary>Runs controllers in a .NET host.</summary>
public static class KubeServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="KubeClient"/>, shared informers, and the service that runs controllers.</summary>
    /// <remarks>
    /// <para>A <see cref="KubeClient"/> or <see cref="TimeProvider"/> that is registered already is used.</para>
    /// <para>The options are checked when the host starts: an <see cref="OptionsValidationException"/> then names all that is wrong.</para>
    /// </remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">How to talk to the cluster; unset takes what kubectl would.</param>
    public static KubeHostBuilder AddKube(this IServiceCollection services, Action<KubeHostOptions>? configure = null) => Add(services, null, configure);

    /// <summary>As <see cref="AddKube(IServiceCollection, Action{KubeHostOptions})"/>, with settings from a configuration section, such as <c>Kube</c> of <c>appsettings.json</c>.</summary>
    /// <remarks>
    /// Which cluster: <c>KubeConfig</c> (a path), <c>Context</c>, <c>Cluster</c>, <c>User</c>, or <c>InCluster</c>. Then <c>Namespace</c> and what <see cref="KubeClientOptions"/> has:
    /// <c>Deadline</c>, <c>MaxRequestsInFlight</c>, <c>Retry:MaxRetries</c>, <c>RateLimit:PerSecond</c>… An unknown key, or a value that is none, stops the host when it starts.
    /// </remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The settings.</param>
    /// <param name="configure">What to set beyond them, afterwards.</param>
    public static KubeHostBuilder AddKube(this IServiceCollection services, IConfiguration section, Action<KubeHostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, section, configure);
    }

    private static KubeHostBuilder Add(IServiceCollection services, IConfiguration? section, Action<KubeHostOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<KubeHostOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KubeHostOptions>, KubeHostOptionsValidation>());
        if (section is not null)
            options.Configure(settings => KubeSettings.Apply(section, settings));
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider =>
        {
            var settings = provider.GetRequiredService<IOptions<KubeHostOptions>>().Value;
            return KubeClient.Create(settings.Configuration(), settings.Client);
        });
        services.TryAddSingleton(static provider => new InformerSet(provider.GetService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ControllerService>());
        return new KubeHostBuilder(services);
    }
}

/// <summary>Adds controllers to a host.</summary>
/// <param name="services">The host's services.</param>
public sealed class KubeHostBuilder(IServiceCollection services)
{
    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Adds a controller. Each reconcile gets a scope of its own, and the reconciler from it.</summary>
    /// <param name="configure">What else it watches, and how it works.</param>
    /// <typeparam name="TReconciler">The reconciler; registered as scoped unless it is registered already.</typeparam>
    /// <typeparam name="TResource">The resource type.</typeparam>
    public KubeHostBuilder AddController<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TReconciler, TResource>(
        Action<ControllerBuilder<TResource>>? configure = null)
        where TReconciler : class, IReconciler<TResource>
        where TResource : class, IResource<TResource> =>
        AddController<TReconciler, TResource>(TResource.Type, configure);

    /// <summary>Adds a controller whose description needs the host's services: a mapper that asks a shared index, say.</summary>
    /// <inheritdoc cref="AddController{TReconciler, TResource}(Action{ControllerBuilder{TResource}}?)"/>
    public KubeHostBuilder AddController<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TReconciler, TResource>(
        Action<IServiceProvider, ControllerBuilder<TResource>> configure)
        where TReconciler : class, IReconciler<TResource>
        where TResource : class, IResource<TResource>
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add<TReconciler, TResource>(TResource.Type, configure);
    }

    /// <summary>Keeps a set of objects current while the host runs, for whoever only reads it: inject <see cref="Informer{T}"/>.</summary>
    /// <remarks>
    /// It is the one that controllers of the same set use. A reader that starts with the host awaits <see cref="Informer{T}.WaitUntilReadyAsync"/> first. One set a type: for more take them from
    /// <see cref="InformerSet"/> and run each with <see cref="Informer{T}.RunAsync"/>.
    /// </remarks>
    /// <param name="options">Which objects, and what is kept of them.</param>
    /// <typeparam name="TResource">The resource type.</typeparam>
    public KubeHostBuilder AddInformer<TResource>(InformerOptions<TResource>? options = null) where TResource : class, IResource<TResource>
    {
        Services.AddSingleton(provider =>
        {
            var api = ApiOf<TResource>(provider, TResource.Type);
            return provider.GetRequiredService<InformerSet>().Get(api, options);
        });
        Services.AddHostedService<InformerService<TResource>>();
        return this;
    }

    /// <summary>Lets one replica at a time work: the others keep their caches warm and take over when it goes.</summary>
    public KubeHostBuilder AddLeaderElection(LeaderElectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Services.AddSingleton(provider => new LeaderElector(provider.GetRequiredService<KubeClient>(), options, provider.GetService<ILoggerFactory>()));
        return this;
    }

    /// <summary>Shares the objects of all controllers among the replicas: all work, each on its own objects.</summary>
    /// <remarks>Instead of <see cref="AddLeaderElection"/>; with both the host does not start.</remarks>
    /// <exception cref="ArgumentException">A name cannot be part of a Lease's, or the times contradict each other.</exception>
    public KubeHostBuilder AddSharding(ShardingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Services.AddSingleton(provider => new ShardMember(provider.GetRequiredService<KubeClient>(), options, provider.GetService<ILoggerFactory>()));
        return this;
    }

    /// <summary>Adds an <see cref="EventRecorder"/>.</summary>
    /// <param name="controller">Who reports: a qualified name, such as <c>example.com/documents</c>.</param>
    public KubeHostBuilder AddEvents(string controller)
    {
        ArgumentException.ThrowIfNullOrEmpty(controller);
        Services.TryAddSingleton(provider => new EventRecorder(provider.GetRequiredService<KubeClient>(), controller, loggers: provider.GetService<ILoggerFactory>()));
        return this;
    }

    /// <summary>Adds a controller of a type known at run time.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="configure">What else it watches, and how it works.</param>
    /// <typeparam name="TReconciler">The reconciler; registered as scoped unless it is registered already.</typeparam>
    /// <typeparam name="TResource">The C# type of the objects, such as a dynamic one.</typeparam>
    public KubeHostBuilder AddController<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TReconciler, TResource>(
        ResourceType type, Action<ControllerBuilder<TResource>>? configure = null)
        where TReconciler : class, IReconciler<TResource>
        where TResource : class, IKubeObject<TResource> =>
        Add<TReconciler, TResource>(type, configure is null ? null : (_, builder) => configure(builder));

    private KubeHostBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TReconciler, TResource>(
        ResourceType type, Action<IServiceProvider, ControllerBuilder<TResource>>? configure)
        where TReconciler : class, IReconciler<TResource>
        where TResource : class, IKubeObject<TResource>
    {
        Services.TryAddScoped<TReconciler>();
        Services.AddSingleton<IController>(provider =>
        {
            var builder = Controller.For(ApiOf<TResource>(provider, type))
                .SharedBy(provider.GetRequiredService<InformerSet>())
                .UseTime(provider.GetRequiredService<TimeProvider>());
            if (provider.GetService<ILoggerFactory>() is { } loggers)
                builder.LogTo(loggers);
            if (provider.GetService<ShardMember>() is { } shards)
                builder.ShardedBy(shards);
            configure?.Invoke(provider, builder);
            return builder.Build(new ScopedReconciler<TReconciler, TResource>(provider.GetRequiredService<IServiceScopeFactory>()));
        });
        return this;
    }

    private static Api<T> ApiOf<T>(IServiceProvider provider, ResourceType type) where T : class, IKubeObject<T>
    {
        var ns = provider.GetRequiredService<IOptions<KubeHostOptions>>().Value.Namespace;
        return provider.GetRequiredService<KubeClient>().For<T>(type, type.IsNamespaced ? ns : null);
    }
}
