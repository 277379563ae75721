namespace NeuralGen;

/// <summary>Finds out what the columns of a training table mean.</summary>
internal static class TableFit
{
    public static TableEncoder Fit(CsvTable table, TableEncoderOptions options)
    {
        var targets = new HashSet<string>(options.Targets, StringComparer.Ordinal);
        var categorical = new HashSet<string>(options.Categorical, StringComparer.Ordinal);
        CheckNames(table, options.Targets, nameof(options.Targets));
        CheckNames(table, options.Categorical, nameof(options.Categorical));
        CheckNames(table, options.Features ?? [], nameof(options.Features));
        IEnumerable<string> features = options.Features ?? table.ColumnNames.Where(name => !targets.Contains(name));
        return new TableEncoder(features.Select(Column), options.Targets.Select(Column), options.UnknownCategories);

        EncodedColumn Column(string name) => categorical.Contains(name) ? TextColumn(table, name) : FoundColumn(table, name);
    }

    private static void CheckNames(CsvTable table, IEnumerable<string> names, string option)
    {
        foreach (string name in names)
        {
            if (!table.TryFindColumn(name, out _))
            {
                throw new ArgumentException($"{option} must be columns of the table. {table.MissingColumn(name)}");
            }
        }
    }

    /// <summary>Numbers if all fields are numbers, categories if none is; nothing in between, which may as well be a slip.</summary>
    private static EncodedColumn FoundColumn(CsvTable table, string name)
    {
        bool isNumeric = IsNumber(table, name, 0);
        for (int row = 1; row < table.RowCount; row++)
        {
            if (IsNumber(table, name, row) != isNumeric)
            {
                string kind = isNumeric ? "a finite number" : "text that is no number";
                throw table.Damaged(
                    row,
                    name,
                    $"{kind}, as {Shown.Quote(table[0, name])} in line {table.LineOf(0)} (or the column listed as {nameof(TableEncoderOptions.Categorical)})",
                    Shown.Quote(table[row, name]));
            }
        }

        return isNumeric ? new EncodedColumn(name) : TextColumn(table, name);
    }

    private static EncodedColumn TextColumn(CsvTable table, string name)
    {
        var categories = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> spans = categories.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int row = 0; row < table.RowCount; row++)
        {
            spans.Add(table.Value(row, name));
        }

        return new EncodedColumn(name, categories);
    }

    private static bool IsNumber(CsvTable table, string name, int row) =>
        EncodedColumn.TryReadNumber<double>(table.Value(row, name), out _);
}
