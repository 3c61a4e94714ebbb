namespace Kube.Client;

/// <summary>What configuration takes from the machine: variables, the home folder, the service account's folder, the interfaces of the process.</summary>
internal sealed record KubeEnvironment
{
    public required Func<string, string?> Variable { get; init; }

    public required string? Home { get; init; }

    public string ServiceAccountFolder { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static KubeEnvironment Process { get; } = new()
    {
        Variable = Environment.GetEnvironmentVariable,
        Home = NonEmpty(Environment.GetEnvironmentVariable("HOME")) ?? NonEmpty(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
    };

    /// <summary>A variable that is set to something; null for one that is unset or empty.</summary>
    public string? this[string name] => NonEmpty(Variable(name));

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
