namespace NeuralGen;

/// <summary>What to do with a category of an input that the training file did not have.</summary>
public enum UnknownCategory
{
    /// <summary>An exception that names the column, the category and the known ones.</summary>
    Error,

    /// <summary>All of the column's inputs are 0.</summary>
    AllZeros,
}
