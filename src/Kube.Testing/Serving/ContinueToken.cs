using System.Text;
using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.Serving;

/// <summary>The place in a list where the next page starts.</summary>
/// <param name="Revision">The version all pages show; -1 for one that goes on at the newest.</param>
/// <param name="Start">The last key that was shown, relative to the listed namespace.</param>
internal readonly record struct ContinueToken(long Revision, string Start)
{
    private const string Version = "meta.k8s.io/v1";

    public string Encode() => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonValue.Object(("v", Version), ("rv", Revision), ("start", Start + "\0")).ToJson()))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <exception cref="ApiStatusException">400: it is none of ours.</exception>
    public static ContinueToken Decode(string token)
    {
        JsonObject fields;
        try
        {
            var padded = token.Replace('-', '+').Replace('_', '/').TrimEnd('=');
            padded += new string('=', (4 - (padded.Length % 4)) % 4);
            fields = JsonValue.Parse(Convert.FromBase64String(padded)) as JsonObject ?? JsonObject.Empty;
        }
        catch (JsonParseException)
        {
            throw Bad("invalid character '\\u0081' looking for beginning of value");
        }
        catch (FormatException)
        {
            throw Bad($"illegal base64 data at input byte {token.Length}");
        }

        var version = fields.GetString("v") ?? "";
        if (version != Version)
        {
            throw Bad($"server does not recognize this encoded version {version}");
        }

        if (fields.GetInteger("rv") is not { } revision || revision == 0)
        {
            throw Bad($"incorrect encoded start resourceVersion (version {Version})");
        }

        var start = fields.GetString("start") ?? "";
        return start.Length == 0 ? throw Bad($"encoded start key empty (version {Version})") : new(revision, start.TrimEnd('\0'));
    }

    private static ApiStatusException Bad(string problem) => ApiErrors.BadRequest($"invalid continue token: continue key is not valid: {problem}");
}
