using System.Globalization;

namespace NeuralGen;

/// <summary>
/// What an object of training, such as a learning-rate schedule, keeps from step to step, in a form that can be saved and given
/// to a new object, which then goes on as the old one would have.
/// </summary>
/// <remarks>
/// <see cref="Settings"/> are what the object was created with. They are not restored but compared: a state goes only to an
/// object of the same kind with the same settings. <see cref="Counts"/> and <see cref="Numbers"/> are restored.
/// </remarks>
public class SavedState
{
    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> _numbers = new(StringComparer.Ordinal);

    /// <summary>Creates an empty state.</summary>
    /// <param name="kind">What the state is of: the name of the class, such as <c>Adam</c>.</param>
    public SavedState(string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        Kind = kind;
    }

    /// <summary>What the state is of: the name of the class.</summary>
    public string Kind { get; }

    /// <summary>What the object was created with, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>Whole numbers, such as the number of steps, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Other numbers, by name. They are saved to the last bit.</summary>
    public IReadOnlyDictionary<string, double> Numbers => _numbers;

    /// <summary>Adds a setting.</summary>
    /// <param name="name">Its name, which no setting has yet.</param>
    /// <param name="value">Its value as text.</param>
    /// <exception cref="ArgumentException">There is a setting of this name.</exception>
    public void AddSetting(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        _settings.Add(name, value);
    }

    /// <summary>Adds a setting that is a number.</summary>
    /// <param name="name">Its name, which no setting has yet.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">There is a setting of this name.</exception>
    public void AddSetting(string name, double value) => AddSetting(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a setting that is on or off.</summary>
    /// <param name="name">Its name, which no setting has yet.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">There is a setting of this name.</exception>
    public void AddSetting(string name, bool value) => AddSetting(name, value ? "true" : "false");

    /// <summary>Adds a whole number.</summary>
    /// <param name="name">Its name, which no count has yet.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">There is a count of this name.</exception>
    public void AddCount(string name, long value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _counts.Add(name, value);
    }

    /// <summary>Adds a number.</summary>
    /// <param name="name">Its name, which no number has yet.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">There is a number of this name.</exception>
    public void AddNumber(string name, double value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _numbers.Add(name, value);
    }

    /// <summary>Checks that the state holds just these counts and numbers; the first thing in restoring it.</summary>
    /// <param name="counts">The names of all counts.</param>
    /// <param name="numbers">The names of all numbers.</param>
    /// <exception cref="ArgumentException">One is missing, or there is another one.</exception>
    public void ThrowUnlessOf(ReadOnlySpan<string> counts, ReadOnlySpan<string> numbers)
    {
        ThrowUnlessNamed(_counts.Keys, counts, "count");
        ThrowUnlessNamed(_numbers.Keys, numbers, "number");
    }

    /// <summary>Checks that this state may go to an object: one of the same kind with the same settings.</summary>
    /// <param name="own">A state of the object that is to be restored.</param>
    internal void ThrowUnlessFor(SavedState own)
    {
        if (Kind != own.Kind)
        {
            throw Unfit($"Expected the state of {own.Kind}; found that of {Kind}.");
        }

        // Parts of another kind differ in everything: their kinds come first.
        foreach (string name in Settings.Keys.Union(own.Settings.Keys).OrderBy(name => !name.EndsWith($".{nameof(Kind)}", StringComparison.Ordinal)))
        {
            string found = Settings.GetValueOrDefault(name, "not there");
            string expected = own.Settings.GetValueOrDefault(name, "not there");
            if (found != expected)
            {
                throw Unfit($"{name} of {Kind} is {found} in the state and {expected} in the object to restore; they must agree.");
            }
        }
    }

    private protected void ThrowUnlessNamed(IEnumerable<string> names, ReadOnlySpan<string> expected, string what)
    {
        string[] found = [.. names];
        foreach (string name in expected)
        {
            if (!found.Contains(name))
            {
                throw Unfit($"The state of {Kind} has no {what} '{name}'.");
            }
        }

        foreach (string name in found)
        {
            if (!expected.Contains(name))
            {
                throw Unfit($"The state of {Kind} has a {what} '{name}', which is unknown.");
            }
        }
    }

    /// <summary>Says why a state cannot be restored.</summary>
    private protected static ArgumentException Unfit(string problem) => new(problem);
}
