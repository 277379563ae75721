namespace NeuralGen;

/// <summary>Which columns of a table are what, for <see cref="TableEncoder.Fit(CsvTable, TableEncoderOptions)"/>.</summary>
public sealed class TableEncoderOptions
{
    /// <summary>The columns to predict: one or more of numbers, or one of classes.</summary>
    public required IReadOnlyCollection<string> Targets { get; init; }

    /// <summary>The columns to predict them from, in the order of the inputs; null for all other columns, in the file's order.</summary>
    public IReadOnlyCollection<string>? Features { get; init; }

    /// <summary>Columns that hold categories though their fields are numbers, such as postal codes and the digits of class labels.</summary>
    public IReadOnlyCollection<string> Categorical { get; init; } = [];

    /// <summary>What to do with an input's category that the fitted file does not have.</summary>
    public UnknownCategory UnknownCategories { get; init; }
}
