using System.Globalization;

namespace NeuralGen.Training.Tests.Data;

public sealed class TableEncoderTests
{
    private const string Houses = "rooms,colour,price,garden\n3,red,1.5,yes\n4,blue,-2e1,no\n5,green,3,yes\n";

    [Fact]
    public void NumbersBecomeOneInputAndCategoriesOneEachInOrdinalOrder()
    {
        CsvTable table = Read(Houses);

        Assert.Equal(
            [3, 0, 0, 1, 0, 1, 4, 1, 0, 0, 1, 0, 5, 0, 1, 0, 0, 1],
            TableEncoder.Fit(table, "price").EncodeInputs<double>(table));
    }

    [Fact]
    public void NumericTargetIsTheNumber()
    {
        CsvTable table = Read(Houses);

        Assert.Equal([1.5f, -20, 3], TableEncoder.Fit(table, "price").Encode<float>(table).Targets);
    }

    [Fact]
    public void SeveralNumericTargetsStandSideBySide()
    {
        CsvTable table = Read(Houses);

        Assert.Equal([1.5, 3, -20, 4, 3, 5], TableEncoder.Fit(table, "price", "rooms").Encode<double>(table).Targets);
    }

    [Fact]
    public void TextTargetIsAClass()
    {
        CsvTable table = Read(Houses);

        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], TableEncoder.Fit(table, "colour").Encode<double>(table).Targets);
    }

    [Fact]
    public void ClassesAreNamedInTheOrderOfTheOutputs() => Assert.Equal(["blue", "green", "red"], TableEncoder.Fit(Read(Houses), "colour").Classes);

    [Fact]
    public void NumericTargetHasNoClasses() => Assert.Empty(TableEncoder.Fit(Read(Houses), "price").Classes);

    [Fact]
    public void SizesAreThoseOfTheNetwork()
    {
        TableEncoder encoder = TableEncoder.Fit(Read(Houses), "colour");

        Assert.Equal((4, 3), (encoder.InputSize, encoder.TargetSize));
    }

    [Fact]
    public void CategoriesAreSortedByCodeWhateverTheCulture()
    {
        InCulture("de-DE", () => Assert.Equal(["A", "Z", "a", "Ä"], TableEncoder.Fit(Read("x,y\nÄ,1\na,2\nZ,3\nA,4\n"), "y").Features[0].Categories));
    }

    [Fact]
    public void NumbersAreReadWhateverTheCulture()
    {
        InCulture("de-DE", () => Assert.Equal([1.5], TableEncoder.Fit(Read("x,y\n1.5,2\n"), "y").EncodeInputs<double>(Read("x\n1.5\n"))));
    }

    [Fact]
    public void DigitsAreClassesWhenListedAsCategorical()
    {
        CsvTable table = Read("x,digit\n1,7\n2,3\n");
        var options = new TableEncoderOptions { Targets = ["digit"], Categorical = ["digit"] };

        Assert.Equal([0.0, 1, 1, 0], TableEncoder.Fit(table, options).Encode<double>(table).Targets);
    }

    [Fact]
    public void FeaturesAreThoseAskedForInThatOrder()
    {
        CsvTable table = Read("a,b,c,y\n1,2,3,4\n");
        var options = new TableEncoderOptions { Targets = ["y"], Features = ["c", "a"] };

        Assert.Equal([3.0, 1], TableEncoder.Fit(table, options).EncodeInputs<double>(table));
    }

    [Fact]
    public void ColumnsThatAreNotUsedMayHoldAnything()
    {
        CsvTable table = Read("a,b,y\n1,,4\n2,x,5\n");
        var options = new TableEncoderOptions { Targets = ["y"], Features = ["a"] };

        Assert.Equal([1.0, 2], TableEncoder.Fit(table, options).EncodeInputs<double>(table));
    }

    [Fact]
    public void LaterFileWithItsColumnsInAnotherOrderAndMoreIsEncodedAlike()
    {
        TableEncoder encoder = TableEncoder.Fit(Read(Houses), "price");

        Assert.Equal([7.0, 0, 1, 0, 1, 0], encoder.EncodeInputs<double>(Read("garden,owner,colour,rooms\nno,,green,7\n")));
    }

    [Fact]
    public void OneRowIsEncodedAsInAFile()
    {
        float[] input = new float[6];

        TableEncoder.Fit(Read(Houses), "price").EncodeInput(["7", "green", "no"], input);

        Assert.Equal([7f, 0, 1, 0, 1, 0], input);
    }

    [Fact]
    public void OneRowAllocatesNothing()
    {
        TableEncoder encoder = TableEncoder.Fit(Read(Houses), "price");
        string[] fields = ["7", "green", "no"];
        float[] input = new float[6];
        encoder.EncodeInput<float>(fields, input);
        long before = GC.GetAllocatedBytesForCurrentThread();

        encoder.EncodeInput<float>(fields, input);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void EncoderMadeOfTheFittedColumnsEncodesAlike()
    {
        CsvTable table = Read(Houses);
        TableEncoder fitted = TableEncoder.Fit(table, "colour");

        var made = new TableEncoder(fitted.Features.Select(Again), fitted.Targets.Select(Again));

        Assert.Equal(fitted.EncodeInputs<double>(table), made.EncodeInputs<double>(table));

        static EncodedColumn Again(EncodedColumn column) =>
            column.IsCategorical ? new EncodedColumn(column.Name, column.Categories.Reverse()) : new EncodedColumn(column.Name);
    }

    [Fact]
    public void UnknownCategoryIsAllZerosWhenAskedFor()
    {
        TableEncoder encoder = TableEncoder.Fit(
            Read(Houses), new TableEncoderOptions { Targets = ["price"], UnknownCategories = UnknownCategory.AllZeros });

        Assert.Equal([7.0, 0, 0, 0, 1, 0], encoder.EncodeInputs<double>(Read("rooms,colour,garden\n7,pink,no\n")));
    }

    [Fact]
    public void UnknownClassIsAnErrorInAnyCase()
    {
        TableEncoder encoder = TableEncoder.Fit(
            Read(Houses), new TableEncoderOptions { Targets = ["colour"], UnknownCategories = UnknownCategory.AllZeros });

        AssertDamaged(
            () => encoder.Encode<double>(Read("rooms,colour,garden,price\n7,pink,no,1\n")),
            "in line 2, column 'colour', expected one of the categories 'blue', 'green', 'red'; found 'pink'.");
    }

    [Theory]
    [InlineData("x,y\n1,2\n", "x,y\n1,2\n3,abc\n", "in line 3, column 'y', expected a finite number; found 'abc'.")]
    [InlineData("x,y\n1,2\n", "x,y\n\"1\n\",2\nabc,4\n", "in line 4, column 'x', expected a finite number; found 'abc'.")]
    [InlineData("x,y\n1,2\n", "x,y\n1e39,4\n", "in line 2, column 'x', expected a finite number; found '1e39'.")]
    [InlineData("x,y\n1,2\n", "x,y\nNaN,4\n", "in line 2, column 'x', expected a finite number; found 'NaN'.")]
    [InlineData("x,y\n1,2\n", "x,y\n,4\n", "in line 2, column 'x', expected a value; found an empty field.")]
    [InlineData("x,y\na,2\nb,3\n", "x,y\nc,4\n", "in line 2, column 'x', expected one of the categories 'a', 'b'; found 'c'.")]
    [InlineData("x,y\na,2\n", "x,y\n ,4\n", "in line 2, column 'x', expected a value; found an empty field.")]
    public void FieldThatDoesNotFitIsLocated(string training, string later, string message) =>
        AssertDamaged(() => TableEncoder.Fit(Read(training), "y").Encode<float>(Read(later)), message);

    [Theory]
    [InlineData("x,y\n1,2\n1o,3\n", "in line 3, column 'x', expected a finite number, as '1' in line 2 (or the column listed as Categorical); found '1o'.")]
    [InlineData("x,y\na,2\n3,3\n", "in line 3, column 'x', expected text that is no number, as 'a' in line 2 (or the column listed as Categorical); found '3'.")]
    [InlineData("x,y\n1,2\n3,\n", "in line 3, column 'y', expected a value; found an empty field.")]
    [InlineData("x,y\n1,2\ninf,3\n", "in line 3, column 'x', expected a finite number, as '1' in line 2 (or the column listed as Categorical); found 'inf'.")]
    public void TrainingFileThatIsNotOfOneKindIsLocated(string content, string message) =>
        AssertDamaged(() => TableEncoder.Fit(Read(content), "y"), message);

    [Fact]
    public void ColumnMissingInALaterFileIsAnsweredWithItsColumns()
    {
        TableEncoder encoder = TableEncoder.Fit(Read(Houses), "price");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => encoder.EncodeInputs<float>(Read("rooms,garden\n1,no\n")));

        Assert.Equal("'text' has no column 'colour'; its columns are 'rooms', 'garden'.", exception.Message);
    }

    [Fact]
    public void TargetMissingInALaterFileIsAnsweredWithItsColumns()
    {
        TableEncoder encoder = TableEncoder.Fit(Read("x,y\n1,2\n"), "y");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => encoder.Encode<float>(Read("x\n1\n")));

        Assert.Equal("'text' has no column 'y'; its columns are 'x'.", exception.Message);
    }

    [Fact]
    public void UnknownTargetIsAnsweredWithTheColumns()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TableEncoder.Fit(Read("x,y\n1,2\n"), "z"));

        Assert.Equal("Targets must be columns of the table. 'text' has no column 'z'; its columns are 'x', 'y'.", exception.Message);
    }

    [Theory]
    [InlineData("y,y", null, "", "A column must be one feature or one target; 'y' is listed twice.")]
    [InlineData("y", "y,x", "", "A column must be one feature or one target; 'y' is listed twice.")]
    [InlineData("y,t", null, "", "A column of classes must be the only target; beside 't' there are 1 more.")]
    [InlineData("y", "", "", "There must be at least one feature and one target; there are 0 and 1.")]
    [InlineData("", null, "", "There must be at least one feature and one target; there are 3 and 0.")]
    [InlineData("y", null, "q", "Categorical must be columns of the table. 'text' has no column 'q'; its columns are 'x', 't', 'y'.")]
    public void ColumnsThatDoNotGoTogetherAreRefused(string targets, string? features, string categorical, string message)
    {
        var options = new TableEncoderOptions { Targets = Names(targets), Features = features is null ? null : Names(features), Categorical = Names(categorical) };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => TableEncoder.Fit(Read("x,t,y\n1,a,2\n"), options));

        Assert.Equal(message, exception.Message);

        static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData("7,green", "The length of 'fields' must be 3, one for each feature; it is 2.")]
    [InlineData("x,green,no", "The field for column 'rooms' must be a finite number; it is 'x'.")]
    [InlineData("7,pink,no", "The field for column 'colour' must be one of the categories 'blue', 'green', 'red'; it is 'pink'.")]
    public void RowThatDoesNotFitIsRefused(string fields, string message)
    {
        TableEncoder encoder = TableEncoder.Fit(Read(Houses), "price");

        ArgumentException exception = Assert.Throws<ArgumentException>("fields", () => encoder.EncodeInput(fields.Split(','), new float[6]));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowThatDoesNotFitLeavesTheInputAsItWas()
    {
        float[] input = [9, 9, 9, 9, 9, 9];

        Assert.Throws<ArgumentException>(() => TableEncoder.Fit(Read(Houses), "price").EncodeInput(["7", "green", "maybe"], input));

        Assert.Equal([9f, 9, 9, 9, 9, 9], input);
    }

    [Fact]
    public void InputOfAnotherLengthIsRefused() =>
        Assert.Throws<ArgumentException>("input", () => TableEncoder.Fit(Read(Houses), "price").EncodeInput(["7", "green", "no"], new float[5]));

    [Fact]
    public void CategoryListedTwiceIsRefused() => Assert.Throws<ArgumentException>("categories", () => new EncodedColumn("x", ["a", "b", "a"]));

    [Fact]
    public void NoCategoryIsRefused() => Assert.Throws<ArgumentException>("categories", () => new EncodedColumn("x", []));

    private static void AssertDamaged(Action action, string message) =>
        Assert.Equal("'text' cannot be read as samples: " + message, Assert.Throws<InvalidDataException>(action).Message);

    private static CsvTable Read(string content) => CsvTable.Read(new StringReader(content));

    private static void InCulture(string name, Action action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(name);
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
