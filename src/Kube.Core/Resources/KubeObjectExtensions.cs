namespace Kube;

/// <summary>What is asked of any object, in short.</summary>
public static class KubeObjectExtensions
{
    extension(IKubeObject value)
    {
        /// <summary>The name; empty when there is none yet.</summary>
        public string Name => value.Metadata.Name ?? "";

        /// <summary>The namespace; <see langword="null"/> for cluster-scoped objects.</summary>
        public string? Namespace => string.IsNullOrEmpty(value.Metadata.Namespace) ? null : value.Metadata.Namespace;

        /// <summary>The name, or the prefix of the name to be generated, for messages.</summary>
        public string NameOrPrefix => value.Metadata.Name is { Length: > 0 } name ? name : value.Metadata.GenerateName ?? "";

        /// <summary>Whether deletion was asked for and finalizers hold the object.</summary>
        public bool IsDeleting => value.Metadata.DeletionTimestamp is not null;

        /// <summary>The key among objects of the type.</summary>
        public ObjectKey Key => ObjectKey.Of(value);

        /// <summary>The value of a label, if it is there.</summary>
        public string? Label(string key) => value.Metadata.Labels is { } labels && labels.TryGetValue(key, out var found) ? found : null;

        /// <summary>The value of an annotation, if it is there.</summary>
        public string? Annotation(string key) => value.Metadata.Annotations is { } annotations && annotations.TryGetValue(key, out var found) ? found : null;

        /// <summary>Whether this finalizer holds the object.</summary>
        public bool HasFinalizer(string finalizer) => value.Metadata.Finalizers?.Contains(finalizer) == true;

        /// <summary>Whether this object is among the owners of <paramref name="child"/>, by UID.</summary>
        public bool Owns(IKubeObject child) => child.Metadata.OwnerReferences?.Any(o => o.Uid == value.Metadata.Uid) == true;

        /// <summary>A reference to this object as an owner that does not control.</summary>
        /// <exception cref="ArgumentException">The object was never stored: it has no name or no UID.</exception>
        public OwnerReference ToOwnerReference() => OwnerReferences.Build(value, controller: null, blockOwnerDeletion: null);

        /// <summary>A reference to this object as the managing controller; a foreground deletion of it waits for what it owns.</summary>
        /// <exception cref="ArgumentException">The object was never stored: it has no name or no UID.</exception>
        public OwnerReference ToControllerReference() => OwnerReferences.Build(value, controller: true, blockOwnerDeletion: true);
    }

    extension<T>(T value) where T : class, IKubeObject<T>
    {
        /// <summary>A copy with this label.</summary>
        public T WithLabel(string key, string label) => value.WithMetadata(value.Metadata.WithLabel(key, label));

        /// <summary>A copy with this annotation.</summary>
        public T WithAnnotation(string key, string annotation) => value.WithMetadata(value.Metadata.WithAnnotation(key, annotation));

        /// <summary>A copy held by this finalizer; the same object when it is held already.</summary>
        public T WithFinalizer(string finalizer) => value.HasFinalizer(finalizer) ? value : value.WithMetadata(value.Metadata.WithFinalizer(finalizer));

        /// <summary>A copy that this finalizer does not hold; the same object when it never did.</summary>
        public T WithoutFinalizer(string finalizer) => value.HasFinalizer(finalizer) ? value.WithMetadata(value.Metadata.WithoutFinalizer(finalizer)) : value;

        /// <summary>A copy without <c>managedFields</c>, which are half of many objects and wanted by few.</summary>
        public T WithoutManagedFields() => value.Metadata.ManagedFields is null ? value : value.WithMetadata(value.Metadata with { ManagedFields = null });

        /// <summary>A copy owned by <paramref name="owner"/>, its managing controller.</summary>
        /// <exception cref="ArgumentException">
        /// The owner was never stored, lives in another namespace, or the object has another controller already.
        /// </exception>
        public T WithController(IKubeObject owner) => value.WithMetadata(OwnerReferences.Add(value, owner, owner.ToControllerReference()));

        /// <summary>A copy owned by <paramref name="owner"/>, which does not control it.</summary>
        /// <exception cref="ArgumentException">The owner was never stored, or lives in another namespace.</exception>
        public T WithOwner(IKubeObject owner) => value.WithMetadata(OwnerReferences.Add(value, owner, owner.ToOwnerReference()));
    }
}
