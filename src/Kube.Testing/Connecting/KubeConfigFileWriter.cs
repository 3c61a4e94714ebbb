using Kube.Client;
using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.Connecting;

/// <summary>Writes a connection as a kubeconfig file that stands alone: certificates and keys are in it.</summary>
internal static class KubeConfigFileWriter
{
    /// <returns>The full path of the file.</returns>
    public static string Write(string path, KubeConfig config, string name)
    {
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var cluster = new JsonObjectBuilder().Add("server", config.Server.ToString().TrimEnd('/'));
        if (config.CertificateAuthority is { } authority)
        {
            cluster.Add("certificate-authority-data", Convert.ToBase64String(authority.Data.Span));
        }

        var user = new JsonObjectBuilder();
        if (config.ClientCertificate is { } certificate)
        {
            user.Add("client-certificate-data", Convert.ToBase64String(certificate.Certificate.Data.Span));
            user.Add("client-key-data", Convert.ToBase64String(certificate.Key.Data.Span));
        }

        if (config.Credentials is KubeCredentials.Token token)
        {
            user.Add("token", token.Value);
        }

        JsonValue document = JsonValue.Object(
            ("apiVersion", "v1"),
            ("kind", "Config"),
            ("clusters", JsonValue.Array(JsonValue.Object(("name", name), ("cluster", cluster.Build())))),
            ("users", JsonValue.Array(JsonValue.Object(("name", "admin"), ("user", user.Build())))),
            ("contexts", JsonValue.Array(JsonValue.Object(
                ("name", name), ("context", JsonValue.Object(("cluster", name), ("user", "admin"), ("namespace", config.Namespace)))))),
            ("current-context", name));
        // It holds a key: nobody else's business.
        File.Delete(file);
        using var stream = new FileStream(file, OwnFile);
        stream.Write(Yaml.Write(document));
        return file;
    }

    private static FileStreamOptions OwnFile => OperatingSystem.IsWindows()
        ? new() { Mode = FileMode.CreateNew, Access = FileAccess.Write }
        : new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
}
