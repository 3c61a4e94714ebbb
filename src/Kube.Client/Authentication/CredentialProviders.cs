namespace Kube.Client;

/// <summary>Makes the provider for what a configuration says.</summary>
internal static class CredentialProviders
{
    public static ICredentialProvider Create(KubeConfig config, TimeProvider time) => config.Credentials switch
    {
        KubeCredentials.Token token => FixedCredential.Token(token.Value),
        KubeCredentials.TokenFile file => new TokenFileCredential(file.Path, file.Initial, time),
        KubeCredentials.Basic basic => FixedCredential.Basic(basic.Username, basic.Password),
        KubeCredentials.Exec exec => new ExecCredential(exec.Plugin, config, time),
        KubeCredentials.Provider { Settings: { Name: "oidc" } settings } => new OidcCredential(settings.Config, time),
        KubeCredentials.Provider { Settings.Name: var name } => throw new KubeConfigException($"auth-provider '{name}' was removed from Kubernetes; {Advice(name)}", config.Source),
        KubeCredentials.Custom custom => custom.Source,
        _ => FixedCredential.None,
    };

    private static string Advice(string name) => name switch
    {
        "gcp" => "use the exec plugin gke-gcloud-auth-plugin (gcloud container clusters get-credentials writes it)",
        "azure" => "use the exec plugin kubelogin (kubelogin convert-kubeconfig writes it)",
        _ => "use an exec plugin",
    };
}
