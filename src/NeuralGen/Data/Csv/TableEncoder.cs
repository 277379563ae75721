using System.Collections.Immutable;
using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Turns rows of a table into a network's inputs and targets: a column of numbers becomes one input, a column of categories
/// becomes one input per category, 1 at the row's category and 0 elsewhere. Fitted on the training file and then
/// used unchanged, so that later files and single rows get the same inputs in the same order. Immutable, for any number of threads.
/// </summary>
public sealed class TableEncoder
{
    /// <summary>Makes an encoder of known columns, for instance of those of a fitted one that were stored with the model.</summary>
    /// <param name="features">The columns of the inputs, in the order of the inputs.</param>
    /// <param name="targets">The columns to predict: columns of numbers, or one column of categories, the classes.</param>
    /// <param name="unknownCategories">What to do with an input's category that is not listed.</param>
    /// <exception cref="ArgumentException">There is no feature, or no target, a column stands there twice, or classes are not the only target.</exception>
    public TableEncoder(
        IEnumerable<EncodedColumn> features,
        IEnumerable<EncodedColumn> targets,
        UnknownCategory unknownCategories = UnknownCategory.Error)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        if (!Enum.IsDefined(unknownCategories))
        {
            throw new ArgumentOutOfRangeException(nameof(unknownCategories), unknownCategories, "There is no such value.");
        }

        Features = [.. features];
        Targets = [.. targets];
        UnknownCategories = unknownCategories;
        CheckColumns();
        InputSize = Features.Sum(column => column.Size);
        TargetSize = Targets.Sum(column => column.Size);
    }

    /// <summary>The columns of the inputs, in the order of the inputs.</summary>
    public ImmutableArray<EncodedColumn> Features { get; }

    /// <summary>The columns to predict.</summary>
    public ImmutableArray<EncodedColumn> Targets { get; }

    /// <summary>What happens to an input's category that the fitted file does not have.</summary>
    public UnknownCategory UnknownCategories { get; }

    /// <summary>The number of inputs of one row, which a network for them must have.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of one row, which is the number of outputs of a network for them; for classes their number.</summary>
    public int TargetSize { get; }

    /// <summary>The names of the classes in the order of the outputs; empty if the targets are numbers.</summary>
    public ImmutableArray<string> Classes => Targets[0].Categories;

    /// <summary>Finds out what the columns of the training file mean. All columns but the targets are features.</summary>
    /// <param name="table">The training file.</param>
    /// <param name="targets">The columns to predict: columns of numbers, or one column of text, the classes.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="ArgumentException">A name is no column, or the targets do not go together.</exception>
    /// <exception cref="InvalidDataException">
    /// A field is empty, or a column has both numbers and text. The message names the file, the line and the column.
    /// </exception>
    public static TableEncoder Fit(CsvTable table, params ReadOnlySpan<string> targets) =>
        Fit(table, new TableEncoderOptions { Targets = targets.ToArray() });

    /// <summary>Finds out what the columns of the training file mean: numbers if all fields are numbers, categories if none is.</summary>
    /// <param name="table">The training file.</param>
    /// <param name="options">Which columns are what.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="ArgumentException">A name is no column, or the columns do not go together.</exception>
    /// <exception cref="InvalidDataException">
    /// A field of a column in use is empty, or a column has both numbers and text and is not listed as categorical. The
    /// message names the file, the line and the column.
    /// </exception>
    public static TableEncoder Fit(CsvTable table, TableEncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return TableFit.Fit(table, options);
    }

    /// <summary>Makes samples of all rows.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="table">A table with all columns of this encoder, in any order; other columns are ignored.</param>
    /// <returns>The samples: inputs with numbers or, for a column of classes, labels as targets.</returns>
    /// <exception cref="InvalidDataException">
    /// A column is missing, a field is empty or no number, or a category is unknown. The message names the file, the line,
    /// the column, what was expected and what was found.
    /// </exception>
    public Dataset<T> Encode<T>(CsvTable table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = EncodeInputs<T>(table);
        CheckHas(table, Targets);
        if (Classes.IsEmpty)
        {
            return new Dataset<T>(inputs, EncodeRows<T>(table, Targets, TargetSize, UnknownCategory.Error), InputSize, TargetSize);
        }

        int[] labels = new int[table.RowCount];
        for (int row = 0; row < labels.Length; row++)
        {
            _ = Read<T>(table, row, Targets[0], UnknownCategory.Error, out labels[row]);
        }

        return Dataset.FromLabels(inputs, labels, InputSize, TargetSize);
    }

    /// <summary>Makes inputs of all rows; the table needs no targets.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="table">A table with all feature columns of this encoder, in any order; other columns are ignored.</param>
    /// <returns>The inputs, row-major [rows, <see cref="InputSize"/>].</returns>
    /// <exception cref="InvalidDataException">
    /// A column is missing, a field is empty or no number, or a category is unknown. The message names the file, the line,
    /// the column, what was expected and what was found.
    /// </exception>
    public T[] EncodeInputs<T>(CsvTable table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(table);
        CheckHas(table, Features);
        return EncodeRows<T>(table, Features, InputSize, UnknownCategories);
    }

    /// <summary>Makes the input of one row that is in no file. Allocates nothing.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="fields">One field per feature, in the order of <see cref="Features"/>; numbers with a decimal point.</param>
    /// <param name="input">Takes the <see cref="InputSize"/> numbers. Unchanged if there is an exception.</param>
    /// <exception cref="ArgumentException">A length is wrong, a field is no number, or a category is unknown.</exception>
    public void EncodeInput<T>(ReadOnlySpan<string> fields, Span<T> input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (fields.Length != Features.Length)
        {
            throw new ArgumentException($"The length of 'fields' must be {Features.Length}, one for each feature; it is {fields.Length}.", nameof(fields));
        }

        if (input.Length != InputSize)
        {
            throw new ArgumentException($"The length of 'input' must be {InputSize}; it is {input.Length}.", nameof(input));
        }

        for (int i = 0; i < fields.Length; i++)
        {
            if (!Features[i].TryRead<T>(fields[i], out _, out _) && !IsLeftOut(Features[i], UnknownCategories))
            {
                throw new ArgumentException(
                    $"The field for column {Shown.Quote(Features[i].Name)} must be {Features[i].Expected}; it is {Shown.Quote(fields[i])}.", nameof(fields));
            }
        }

        int start = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            _ = Features[i].TryRead(fields[i], out T number, out int category);
            Write(Features[i], number, category, input.Slice(start, Features[i].Size));
            start += Features[i].Size;
        }
    }

    private static T[] EncodeRows<T>(CsvTable table, ImmutableArray<EncodedColumn> columns, int size, UnknownCategory unknown)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if ((long)table.RowCount * size > Array.MaxLength)
        {
            throw new InvalidDataException($"'{table.Name}' is too large: {table.RowCount} rows of {size} numbers are more than {Array.MaxLength}, which an array holds.");
        }

        T[] values = new T[table.RowCount * size];
        int start = 0;
        for (int row = 0; row < table.RowCount; row++)
        {
            foreach (EncodedColumn column in columns)
            {
                T number = Read<T>(table, row, column, unknown, out int category);
                Write(column, number, category, values.AsSpan(start, column.Size));
                start += column.Size;
            }
        }

        return values;
    }

    private static T Read<T>(CsvTable table, int row, EncodedColumn column, UnknownCategory unknown, out int category)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<char> field = table.Value(row, column.Name);
        return column.TryRead(field, out T number, out category) || IsLeftOut(column, unknown)
            ? number
            : throw table.Damaged(row, column.Name, column.Expected, Shown.Quote(field));
    }

    private static bool IsLeftOut(EncodedColumn column, UnknownCategory unknown) => column.IsCategorical && unknown == UnknownCategory.AllZeros;

    private static void Write<T>(EncodedColumn column, T number, int category, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!column.IsCategorical)
        {
            destination[0] = number;
            return;
        }

        destination.Clear();
        if (category >= 0)
        {
            destination[category] = T.One;
        }
    }

    private static void CheckHas(CsvTable table, ImmutableArray<EncodedColumn> columns)
    {
        foreach (EncodedColumn column in columns)
        {
            if (!table.TryFindColumn(column.Name, out _))
            {
                throw new InvalidDataException(table.MissingColumn(column.Name));
            }
        }
    }

    private void CheckColumns()
    {
        if (Features.IsEmpty || Targets.IsEmpty)
        {
            throw new ArgumentException($"There must be at least one feature and one target; there are {Features.Length} and {Targets.Length}.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (EncodedColumn column in Features.AddRange(Targets))
        {
            if (!names.Add(column.Name))
            {
                throw new ArgumentException($"A column must be one feature or one target; {Shown.Quote(column.Name)} is listed twice.");
            }
        }

        if (Targets.FirstOrDefault(column => column.IsCategorical) is EncodedColumn classes && Targets.Length > 1)
        {
            throw new ArgumentException($"A column of classes must be the only target; beside {Shown.Quote(classes.Name)} there are {Targets.Length - 1} more.");
        }
    }
}
