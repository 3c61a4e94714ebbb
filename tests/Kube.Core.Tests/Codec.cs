using System.Text;
using System.Text.Json;
using Kube.Json;

namespace Kube.Core.Tests;

internal static class Codec
{
    /// <summary>What comes out when JSON is read and written again, by our own entry points and by <see cref="JsonSerializer"/>, which must agree.</summary>
    public static string RoundTrip<T>(string json) where T : IKubeJson<T>
    {
        var written = Encoding.UTF8.GetString(KubeJson.SerializeToUtf8Bytes(KubeJson.Deserialize<T>(Encoding.UTF8.GetBytes(json))));
        var options = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json, options), options));
        return written;
    }

    public static T Read<T>(string json) where T : IKubeJson<T> => KubeJson.Deserialize<T>(Encoding.UTF8.GetBytes(json));
}
