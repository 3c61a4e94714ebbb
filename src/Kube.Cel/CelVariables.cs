namespace Kube.Cel;

/// <summary>Values for the variables of an environment. May be reused for many evaluations, one at a time.</summary>
public sealed class CelVariables
{
    private readonly CelEnvironment _environment;
    private readonly CelValue[] _values;
    private readonly bool[] _isSet;

    internal CelVariables(CelEnvironment environment)
    {
        _environment = environment;
        _values = new CelValue[environment.VariableCount];
        _isSet = new bool[environment.VariableCount];
    }

    /// <summary>Sets a variable.</summary>
    /// <exception cref="ArgumentException">The environment declares no such variable.</exception>
    public CelVariables Set(string name, in CelValue value)
    {
        var slot = SlotOf(name);
        _values[slot] = value;
        _isSet[slot] = true;
        return this;
    }

    /// <summary>Makes a variable unknown again; an expression that reads it fails.</summary>
    /// <exception cref="ArgumentException">The environment declares no such variable.</exception>
    public void Unset(string name)
    {
        var slot = SlotOf(name);
        _values[slot] = default;
        _isSet[slot] = false;
    }

    internal bool TryGet(int slot, out CelValue value)
    {
        if (slot < _values.Length && _isSet[slot])
        {
            value = _values[slot];
            return true;
        }

        value = default;
        return false;
    }

    private int SlotOf(string name) => _environment.FindIdent("." + name) is { Slot: >= 0 and var slot } && slot < _values.Length
        ? slot
        : throw new ArgumentException($"The environment declares no variable '{name}'.", nameof(name));
}
