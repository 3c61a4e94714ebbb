using Kube.Client;
using Kube.Testing;

namespace Kube.Runtime.Tests;

/// <summary>A token in a file that is exchanged while it is used, as a kubelet exchanges a service account's.</summary>
internal sealed class RotatedToken : IDisposable
{
    private readonly EmbeddedApiServer _server;
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly List<string> _good = [];

    public RotatedToken(EmbeddedApiServer server)
    {
        _server = server;
        Write(Issue());
        Config = server.ConfigFor("operator", "system:masters") with { Credentials = new KubeCredentials.TokenFile(_path) };
    }

    /// <summary>A connection by whatever token the file holds.</summary>
    public KubeConfig Config { get; }

    /// <summary>Puts a new token in the place of the old one, which stays good for now: both are.</summary>
    public void Exchange() => Write(Issue());

    /// <summary>Ends all tokens but the newest, whoever still uses them.</summary>
    public void EndOld()
    {
        foreach (var token in _good[..^1])
            _server.RevokeToken(token);
        _good.RemoveRange(0, _good.Count - 1);
    }

    /// <summary>Ends every token; the new one comes a little later.</summary>
    public async Task ExpireAsync(TimeSpan without)
    {
        var next = Issue();
        EndOld();
        await Task.Delay(without);
        Write(next);
    }

    public void Dispose() => File.Delete(_path);

    private string Issue()
    {
        var token = _server.TokenFor("operator", "", "system:masters");
        _good.Add(token);
        return token;
    }

    // In one step, as a volume is updated: nobody reads half a token.
    private void Write(string token)
    {
        var next = _path + ".next";
        File.WriteAllText(next, token);
        File.Move(next, _path, overwrite: true);
    }
}
