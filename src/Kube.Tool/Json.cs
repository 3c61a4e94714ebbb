using System.Text.Json;

namespace Kube.Tool;

/// <summary>JSON files.</summary>
internal static class Json
{
    /// <exception cref="ToolException">The file is not there, or not JSON.</exception>
    public static JsonDocument Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonDocument.Parse(stream);
        }
        catch (JsonException e)
        {
            throw new ToolException($"'{file}' is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{file}' cannot be read: {e.Message}", e);
        }
    }
}
