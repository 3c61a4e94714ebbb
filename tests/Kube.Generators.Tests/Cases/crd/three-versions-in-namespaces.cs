// the newest stable version is stored when nobody says
public static class Marker;
namespace V1 { [CustomResource("example.com", "v1")] public sealed record ThingSpec(int Size); }
namespace V2Alpha1 { [CustomResource("example.com", "v2alpha1")] public sealed record ThingSpec(int Size, int? More); }
namespace V1Beta1 { [CustomResource("example.com", "v1beta1", Served = false)] public sealed record ThingSpec(string Size); }
