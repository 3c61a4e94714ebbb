using Kube.Cel.Kubernetes;
using static Kube.Cel.CelType;
using static Kube.Cel.Library.KubernetesTypes;

namespace Kube.Cel.Library;

/// <summary>Kubernetes' own libraries: URLs, quantities, IP addresses and ranges, named formats, semantic versions.</summary>
internal static class KubernetesFunctions
{
    public static void AddUrls(FunctionTable table) => table
        .Global("url", "string_to_url", KubernetesTypes.Url, CelType.String, (in s) =>
            Kubernetes.Url.TryParse(s.AsString, out var url, out var error) ? Of(url) : CelValue.Error(error))
        .Global("isURL", "is_url_string", CelType.Bool, CelType.String, (in s) => CelValue.Bool(Kubernetes.Url.IsValid(s.AsString, out _)))
        .Member("getScheme", "url_get_scheme", CelType.String, KubernetesTypes.Url, (in u) => CelValue.String(Get<Url>(u).Scheme))
        .Member("getHost", "url_get_host", CelType.String, KubernetesTypes.Url, (in u) => CelValue.String(Get<Url>(u).Host))
        .Member("getHostname", "url_get_hostname", CelType.String, KubernetesTypes.Url, (in u) => CelValue.String(Get<Url>(u).Hostname))
        .Member("getPort", "url_get_port", CelType.String, KubernetesTypes.Url, (in u) => CelValue.String(Get<Url>(u).Port))
        .Member("getEscapedPath", "url_get_escaped_path", CelType.String, KubernetesTypes.Url, (in u) => CelValue.String(Get<Url>(u).EscapedPath))
        .Member("getQuery", "url_get_query", CelType.Map(CelType.String, CelType.List(CelType.String)), KubernetesTypes.Url, (in u) =>
        {
            var map = new CelDictionaryMap();
            foreach (var pair in Get<Url>(u).Query())
            {
                map.Set(CelValue.String(pair.Key), CelArrayList.OfStrings(pair.Value));
            }

            return CelValue.Map(map);
        });

    public static void AddQuantities(FunctionTable table)
    {
        var type = KubernetesTypes.Quantity;
        table
            .Global("quantity", "string_to_quantity", type, CelType.String, (in s) =>
                Kubernetes.Quantity.TryParse(s.AsString, out var quantity, out var error) ? Of(quantity) : CelValue.Error(error))
            .Global("isQuantity", "is_quantity_string", CelType.Bool, CelType.String, (in s) =>
                CelValue.Bool(Kubernetes.Quantity.TryParse(s.AsString, out _, out _)))
            .Global("sign", "quantity_sign", Int, type, (in q) => CelValue.Int(Get<Quantity>(q).Sign))
            .Member("isGreaterThan", "quantity_is_greater_than", CelType.Bool, type, type, (in a, in b) =>
                CelValue.Bool(Get<Quantity>(a).CompareTo(Get<Quantity>(b)) > 0))
            .Member("isLessThan", "quantity_is_less_than", CelType.Bool, type, type, (in a, in b) =>
                CelValue.Bool(Get<Quantity>(a).CompareTo(Get<Quantity>(b)) < 0))
            .Member("compareTo", "quantity_compare_to", Int, type, type, (in a, in b) => CelValue.Int(Math.Sign(Get<Quantity>(a).CompareTo(Get<Quantity>(b)))))
            .Member("asApproximateFloat", "quantity_get_float", CelType.Double, type, (in q) => CelValue.Double(Get<Quantity>(q).ToApproximateDouble()))
            .Member("asInteger", "quantity_get_int", Int, type, (in q) =>
                Get<Quantity>(q).TryGetInteger(out var number) ? CelValue.Int(number) : CelValue.Error("cannot convert value to integer"))
            .Member("isInteger", "quantity_is_integer", CelType.Bool, type, (in q) => CelValue.Bool(Get<Quantity>(q).IsInteger))
            .Member("add", "quantity_add", type, type, type, (in a, in b) => Add(Get<Quantity>(a), Get<Quantity>(b)))
            .Member("add", "quantity_add_int", type, type, Int, (in a, in b) => Add(Get<Quantity>(a), Kubernetes.Quantity.FromInteger(b.AsInt)))
            .Member("sub", "quantity_sub", type, type, type, (in a, in b) => Subtract(Get<Quantity>(a), Get<Quantity>(b)))
            .Member("sub", "quantity_sub_int", type, type, Int, (in a, in b) => Subtract(Get<Quantity>(a), Kubernetes.Quantity.FromInteger(b.AsInt)));

        static CelValue Add(Quantity a, Quantity b) => a.TryAdd(b, out var sum) ? Of(sum) : CelValue.Error(Kubernetes.Quantity.TooManyDigits);

        static CelValue Subtract(Quantity a, Quantity b) =>
            a.TrySubtract(b, out var difference) ? Of(difference) : CelValue.Error(Kubernetes.Quantity.TooManyDigits);
    }

    public static void AddAddresses(FunctionTable table)
    {
        table
            .Global("ip", "string_to_ip", Ip, CelType.String, (in s) =>
                IpAddress.TryParse(s.AsString, out var address, out var error) ? Of(address) : CelValue.Error(error))
            .Member("family", "ip_family", Int, Ip, (in a) => CelValue.Int(Get<IpAddress>(a).Family))
            .Global("ip.isCanonical", "ip_is_canonical", CelType.Bool, CelType.String, (in s) =>
                IpAddress.TryIsCanonical(s.AsString, out var canonical, out var error) ? CelValue.Bool(canonical) : CelValue.Error(error))
            .Member("isUnspecified", "ip_is_unspecified", CelType.Bool, Ip, (in a) => CelValue.Bool(Get<IpAddress>(a).IsUnspecified))
            .Member("isLoopback", "ip_is_loopback", CelType.Bool, Ip, (in a) => CelValue.Bool(Get<IpAddress>(a).IsLoopback))
            .Member("isLinkLocalMulticast", "ip_is_link_local_multicast", CelType.Bool, Ip, (in a) => CelValue.Bool(Get<IpAddress>(a).IsLinkLocalMulticast))
            .Member("isLinkLocalUnicast", "ip_is_link_local_unicast", CelType.Bool, Ip, (in a) => CelValue.Bool(Get<IpAddress>(a).IsLinkLocalUnicast))
            .Member("isGlobalUnicast", "ip_is_global_unicast", CelType.Bool, Ip, (in a) => CelValue.Bool(Get<IpAddress>(a).IsGlobalUnicast))
            .Global("isIP", "is_ip", CelType.Bool, CelType.String, (in s) => CelValue.Bool(IpAddress.TryParse(s.AsString, out _, out _)))
            .Global("string", "ip_to_string", CelType.String, Ip, (in a) => CelValue.String(Get<IpAddress>(a).ToString()))
            .Global("cidr", "string_to_cidr", KubernetesTypes.Cidr, CelType.String, (in s) =>
                Kubernetes.Cidr.TryParse(s.AsString, out var cidr, out var error) ? Of(cidr) : CelValue.Error(error))
            // The server loses the reason here: what is no address is an argument of the wrong type.
            .Member("containsIP", "cidr_contains_ip_string", CelType.Bool, KubernetesTypes.Cidr, CelType.String, (in range, in s) =>
                IpAddress.TryParse(s.AsString, out var address, out _) ? CelValue.Bool(Get<Cidr>(range).Contains(address)) : CelError.NoSuchOverload)
            .Member("containsIP", "cidr_contains_ip_ip", CelType.Bool, KubernetesTypes.Cidr, Ip, (in range, in a) =>
                CelValue.Bool(Get<Cidr>(range).Contains(Get<IpAddress>(a))))
            .Member("containsCIDR", "cidr_contains_cidr_string", CelType.Bool, KubernetesTypes.Cidr, CelType.String, (in range, in s) =>
                Kubernetes.Cidr.TryParse(s.AsString, out var cidr, out var error) ? CelValue.Bool(Get<Cidr>(range).Contains(cidr)) : CelValue.Error(error))
            .Member("containsCIDR", "cidr_contains_cidr", CelType.Bool, KubernetesTypes.Cidr, KubernetesTypes.Cidr, (in range, in other) =>
                CelValue.Bool(Get<Cidr>(range).Contains(Get<Cidr>(other))))
            .Member("ip", "cidr_ip", Ip, KubernetesTypes.Cidr, (in range) => Of(Get<Cidr>(range).Address))
            .Member("prefixLength", "cidr_prefix_length", Int, KubernetesTypes.Cidr, (in range) => CelValue.Int(Get<Cidr>(range).PrefixLength))
            .Member("masked", "cidr_masked", KubernetesTypes.Cidr, KubernetesTypes.Cidr, (in range) => Of(Get<Cidr>(range).Masked))
            .Global("isCIDR", "is_cidr", CelType.Bool, CelType.String, (in s) => CelValue.Bool(Kubernetes.Cidr.TryParse(s.AsString, out _, out _)))
            .Global("string", "cidr_to_string", CelType.String, KubernetesTypes.Cidr, (in range) => CelValue.String(Get<Cidr>(range).ToString()));
    }

    public static void AddFormats(FunctionTable table)
    {
        table
            .Member("validate", "format-validate", Optional(CelType.List(CelType.String)), KubernetesTypes.Format, CelType.String, (in format, in s) =>
            {
                var errors = Get<NamedFormat>(format).Validate(s.AsString);
                return errors.Count == 0 ? CelValue.OptionalNone : CelValue.Optional(CelArrayList.OfStrings(errors));
            })
            .Global("format.named", "format-named", Optional(KubernetesTypes.Format), CelType.String, (in name) =>
                NamedFormat.TryGet(name.AsString, out var format) ? CelValue.Optional(Of(format)) : CelValue.OptionalNone);
        foreach (var format in NamedFormat.All)
        {
            var value = Of(format);
            table.Global("format." + format.FunctionName, "format." + format.FunctionName, KubernetesTypes.Format, [], _ => value);
        }
    }

    public static void AddVersions(FunctionTable table)
    {
        var type = KubernetesTypes.SemVer;
        table
            .Global("semver", "string_to_semver", type, CelType.String, (in s) => Parse(s.AsString, normalize: false))
            .Global("semver", "string_bool_to_semver", type, CelType.String, CelType.Bool, (in s, in normalize) => Parse(s.AsString, normalize.AsBool))
            .Global("isSemver", "is_semver_string", CelType.Bool, CelType.String, (in s) => CelValue.Bool(!Parse(s.AsString, normalize: false).IsError))
            .Global("isSemver", "is_semver_string_bool", CelType.Bool, CelType.String, CelType.Bool, (in s, in normalize) =>
                CelValue.Bool(!Parse(s.AsString, normalize.AsBool).IsError))
            .Member("isGreaterThan", "semver_is_greater_than", CelType.Bool, type, type, (in a, in b) =>
                CelValue.Bool(Get<SemVer>(a).CompareTo(Get<SemVer>(b)) > 0))
            .Member("isLessThan", "semver_is_less_than", CelType.Bool, type, type, (in a, in b) => CelValue.Bool(Get<SemVer>(a).CompareTo(Get<SemVer>(b)) < 0))
            .Member("compareTo", "semver_compare_to", Int, type, type, (in a, in b) => CelValue.Int(Math.Sign(Get<SemVer>(a).CompareTo(Get<SemVer>(b)))))
            .Member("major", "semver_major", Int, type, (in v) => CelValue.Int((long)Get<SemVer>(v).Major))
            .Member("minor", "semver_minor", Int, type, (in v) => CelValue.Int((long)Get<SemVer>(v).Minor))
            .Member("patch", "semver_patch", Int, type, (in v) => CelValue.Int((long)Get<SemVer>(v).Patch));

        static CelValue Parse(string text, bool normalize) =>
            Kubernetes.SemVer.TryParse(text, out var version, out var error, normalize) ? Of(version) : CelValue.Error(error);
    }
}
