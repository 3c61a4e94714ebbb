using Kube.Cel.Kubernetes;

namespace Kube.Cel.Library;

/// <summary>A value of one of Kubernetes' library types.</summary>
/// <param name="type">The type.</param>
/// <param name="value">The value.</param>
/// <param name="size">Its size for costs, where it has one.</param>
internal sealed class KubernetesValue<T>(CelType type, T value, ulong? size = null) : CelOpaque
    where T : notnull
{
    public T Value => value;

    public override CelType Type => type;

    public override ulong? Size => size;

    public override int PatternSize => value is NamedFormat format ? format.MaxRegexSize : 1;

    public override CelValue EqualTo(CelOpaque other) =>
        other is KubernetesValue<T> same ? CelValue.Bool(EqualityComparer<T>.Default.Equals(value, same.Value)) : CelError.NoSuchOverload;

    public override string ToString() => value.ToString() ?? type.Name;
}

/// <summary>The types that Kubernetes' libraries bring.</summary>
internal static class KubernetesTypes
{
    public static readonly CelType Url = CelType.Object("kubernetes.URL", []);
    public static readonly CelType Quantity = CelType.Object("kubernetes.Quantity", []);
    public static readonly CelType SemVer = CelType.Object("kubernetes.Semver", []);
    public static readonly CelType Format = CelType.Object("kubernetes.NamedFormat", []);
    public static readonly CelType Ip = CelType.Opaque("net.IP");
    public static readonly CelType Cidr = CelType.Opaque("net.CIDR");

    public static CelValue Of(Url value) => CelValue.Opaque(new KubernetesValue<Url>(Url, value));

    public static CelValue Of(Quantity value) => CelValue.Opaque(new KubernetesValue<Quantity>(Quantity, value));

    public static CelValue Of(SemVer value) => CelValue.Opaque(new KubernetesValue<SemVer>(SemVer, value));

    public static CelValue Of(NamedFormat value) => CelValue.Opaque(new KubernetesValue<NamedFormat>(Format, value));

    public static CelValue Of(IpAddress value) => CelValue.Opaque(new KubernetesValue<IpAddress>(Ip, value, (ulong)value.BitLength / 8));

    public static CelValue Of(Cidr value) => CelValue.Opaque(new KubernetesValue<Cidr>(Cidr, value, (ulong)(value.PrefixLength + 7) / 8));

    public static T Get<T>(in CelValue value)
        where T : notnull => ((KubernetesValue<T>)value.AsOpaque).Value;
}
