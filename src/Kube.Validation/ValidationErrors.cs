using System.Collections;
using Kube.Schema.Validation;

namespace Kube.Validation;

/// <summary>What an API server would say of an object: its errors, in the server's order, and what it would warn of. Empty for an object that it accepts.</summary>
/// <remarks>Two are equal when they hold equal errors and equal warnings in the same order.</remarks>
public sealed class ValidationErrors : IReadOnlyList<FieldError>, IEquatable<ValidationErrors>
{
    private readonly FieldError[] _errors;
    private readonly string[] _warnings;

    /// <summary>Collects errors and warnings.</summary>
    public ValidationErrors(IEnumerable<FieldError> errors, IEnumerable<string>? warnings = null)
    {
        _errors = [.. errors];
        _warnings = warnings is null ? [] : [.. warnings];
    }

    /// <summary>Nothing to say.</summary>
    public static ValidationErrors None { get; } = new([]);

    /// <summary>How many errors there are.</summary>
    public int Count => _errors.Length;

    /// <summary>Whether a server accepts the object; it may still have warnings.</summary>
    public bool IsEmpty => _errors.Length == 0;

    /// <summary>What the server puts into <c>Warning</c> headers: unknown fields that it dropped, finalizers without a domain, failed rules of values that did not change.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public FieldError this[int index] => _errors[index];

    /// <inheritdoc/>
    public IEnumerator<FieldError> GetEnumerator() => ((IEnumerable<FieldError>)_errors).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _errors.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValidationErrors? other) =>
        other is not null && _errors.AsSpan().SequenceEqual(other._errors) && _warnings.AsSpan().SequenceEqual(other._warnings);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValidationErrors);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var error in _errors)
        {
            hash.Add(error);
        }

        foreach (var warning in _warnings)
        {
            hash.Add(warning, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>One line an error, <c>spec.title: Too long: may not be more than 64 bytes</c>; then the warnings. <c>valid</c> where there is nothing to say.</summary>
    public override string ToString() => _errors.Length + _warnings.Length == 0
        ? "valid"
        : string.Join("\n", _errors.Select(error => error.ToString()).Concat(_warnings.Select(warning => "warning: " + warning)));
}
