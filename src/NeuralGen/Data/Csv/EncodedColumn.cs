using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace NeuralGen;

/// <summary>What one column of a table means: numbers, or one of some categories. Immutable.</summary>
public sealed class EncodedColumn
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    public EncodedColumn(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Categories = [];
    }

    /// <summary>A column of categories.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="categories">The categories, at least one, in any order; they are kept sorted by their characters' codes.</param>
    /// <exception cref="ArgumentException">There is no category, or one stands there twice.</exception>
    public EncodedColumn(string name, IEnumerable<string> categories)
        : this(name)
    {
        ArgumentNullException.ThrowIfNull(categories);
        Categories = [.. categories.Order(StringComparer.Ordinal)];
        if (Categories.IsEmpty)
        {
            throw new ArgumentException($"Column {Shown.Quote(name)} must have at least one category; it has none.", nameof(categories));
        }

        foreach (string category in Categories)
        {
            if (!_indices.TryAdd(category, _indices.Count))
            {
                throw new ArgumentException($"The categories of column {Shown.Quote(name)} must differ; {Shown.Quote(category)} is there twice.", nameof(categories));
            }
        }
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The categories in the order of their one-hot inputs, sorted by their characters' codes; empty for numbers.</summary>
    public ImmutableArray<string> Categories { get; }

    /// <summary>Whether the column holds categories, not numbers.</summary>
    public bool IsCategorical => !Categories.IsEmpty;

    /// <summary>The number of inputs the column becomes: 1, or one per category.</summary>
    public int Size => IsCategorical ? Categories.Length : 1;

    /// <summary>What a field of this column must be, for messages.</summary>
    internal string Expected => IsCategorical ? $"one of the categories {Shown.List(Categories)}" : "a finite number";

    /// <summary>The number or the category's index a field stands for.</summary>
    internal bool TryRead<T>(ReadOnlySpan<char> field, out T number, out int category)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        category = -1;
        if (!IsCategorical)
        {
            return TryReadNumber(field, out number);
        }

        number = T.Zero;
        bool isKnown = _indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(field, out int index);
        category = isKnown ? index : -1;
        return isKnown;
    }

    internal static bool TryReadNumber<T>(ReadOnlySpan<char> field, out T number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && T.IsFinite(number);
}
