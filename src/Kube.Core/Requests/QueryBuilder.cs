using System.Globalization;
using System.Text;

namespace Kube;

/// <summary>Writes a query; what is <see langword="null"/> or unset is left out.</summary>
internal sealed class QueryBuilder
{
    private readonly StringBuilder _text = new();

    public QueryBuilder Add(string key, string? value)
    {
        if (value is null) return this;
        if (_text.Length > 0) _text.Append('&');
        _text.Append(key).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public QueryBuilder Add(string key, long? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    public QueryBuilder AddTrue(string key, bool value) => value ? Add(key, "true") : this;

    public override string ToString() => _text.ToString();
}
