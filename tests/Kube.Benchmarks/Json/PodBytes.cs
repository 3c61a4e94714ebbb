using System.Globalization;
using System.Text;

namespace Kube.Benchmarks.Json;

/// <summary>Makes pods as an API server lists them: owned by replica sets, with what the scheduler, the kubelet and managed fields add. The same seed makes the same bytes.</summary>
internal sealed class PodBytes(int seed, bool managedFields)
{
    private static readonly string[] Apps = ["checkout", "cart", "catalog", "search", "payments", "ledger", "mailer", "frontend", "gateway", "reports", "sessions", "thumbnails"];
    private static readonly string[] Teams = ["atlas", "borealis", "cygnus", "delta", "equinox"];

    private readonly Random _random = new(seed);

    /// <summary>A <c>PodList</c> of so many pods.</summary>
    public byte[] List(int count)
    {
        var text = new StringBuilder("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"98231174"},"items":[""");
        for (var i = 0; i < count; i++) text.Append(i == 0 ? "" : ",").Append(Pod(i, identified: false));
        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    /// <summary>So many watch events, one a line.</summary>
    public byte[][] Events(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes($$"""{"type":"MODIFIED","object":{{Pod(i, identified: true)}}}"""))];

    private string Pod(int index, bool identified)
    {
        var app = Apps[index % Apps.Length];
        var team = Teams[index / Apps.Length % Teams.Length];
        var hash = Hex(index % 251, 9);
        var created = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_random.Next(2_000_000));
        var hasProxy = index % 2 == 0;
        var pod = new StringBuilder(identified ? """{"kind":"Pod","apiVersion":"v1",""" : "{", 8192).Append(PodText.Metadata);
        if (managedFields) pod.Append(PodText.ManagedFields);
        pod.Append(PodText.Spec).Append(PodText.Container).Append(hasProxy ? PodText.Proxy : "").Append(PodText.SpecEnd)
            .Append(PodText.Status).Append(Status(app)).Append(hasProxy ? "," + Status("proxy") : "").Append(PodText.StatusEnd);
        return pod.Replace("\n", "")
            .Replace("<name>", $"{app}-{hash}-{Suffix()}").Replace("<set>", $"{app}-{hash}").Replace("<hash>", hash)
            .Replace("<app>", app).Replace("<team>", team).Replace("<namespace>", $"{team}-{(index % 3 == 0 ? "staging" : "production")}")
            .Replace("<uid>", Uid()).Replace("<owner>", OwnerUid(index % 251)).Replace("<version>", (98_000_000 + _random.Next(200_000)).ToString(CultureInfo.InvariantCulture))
            .Replace("<config>", Hex(index % 251, 64)).Replace("<token>", Suffix()).Replace("<tag>", $"2.{index % 17}.{index % 5}").Replace("<digest>", Hex(index % 17, 64))
            .Replace("<node>", $"ip-10-{index % 4}-{index % 50}-{index % 200}.eu-central-1.compute.internal").Replace("<hostIP>", $"10.{index % 4}.{index % 50}.{index % 200}")
            .Replace("<podIP>", $"10.244.{_random.Next(256)}.{_random.Next(1, 255)}")
            .Replace("<created>", At(created)).Replace("<started>", At(created.AddSeconds(3))).Replace("<ready>", At(created.AddSeconds(14)))
            .ToString();
    }

    private string Status(string container) => PodText.ContainerStatus.Replace("<container>", container, StringComparison.Ordinal)
        .Replace("<id>", Hex(_random.Next(), 64), StringComparison.Ordinal).Replace("<restarts>", _random.Next(3).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private string Suffix() => string.Create(5, _random, static (span, random) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = "bcdfghjklmnpqrstvwxz2456789"[random.Next(27)];
    });

    private string Uid() => $"{_random.Next():x8}-{_random.Next(65536):x4}-4{_random.Next(4096):x3}-a{_random.Next(4096):x3}-{_random.NextInt64(1L << 48):x12}";

    private static string OwnerUid(int owner) => $"{owner:x8}-5c1e-4d2a-b0f7-{owner * 7919L:x12}";

    private static string Hex(int value, int length)
    {
        var text = new StringBuilder(length);
        for (var state = (uint)value * 2654435761u + 1; text.Length < length; state = state * 1664525u + 1013904223u) text.Append("bcdf0123456789ae"[(int)(state >> 28)]);
        return text.ToString();
    }

    private static string At(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
