using NeuralGen;
using Spectre.Console;

namespace Digits;

/// <summary>What is written after training: accuracy, confusion matrix, and some of the misread images.</summary>
internal static class Report
{
    private const int MostMisread = 8;

    public static void Write(DigitImages images, TrainingHistory history, Evaluation test)
    {
        Console.WriteLine();
        Console.WriteLine($"Training time: {history.Elapsed.TotalSeconds:F2} s");
        Console.WriteLine($"Test accuracy: {100 * test.Accuracy:F2} % ({test.CorrectCount:N0} of {test.Count:N0})");
        Console.WriteLine();
        AnsiConsole.Write(ConfusionTable(test));
        WriteMisread(images, test);
    }

    private static Table ConfusionTable(Evaluation test)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("Test images by the digit they show and the digit read");
        table.AddColumn("shown \\ read");
        for (int predicted = 0; predicted < test.ClassCount; predicted++)
        {
            table.AddColumn(new TableColumn($"{predicted}").RightAligned());
        }

        int[,] matrix = test.ConfusionMatrix();
        for (int actual = 0; actual < test.ClassCount; actual++)
        {
            var cells = new List<string> { $"{actual}" };
            for (int predicted = 0; predicted < test.ClassCount; predicted++)
            {
                cells.Add(Cell(matrix[actual, predicted], actual == predicted));
            }

            table.AddRow([.. cells]);
        }

        return table;
    }

    private static string Cell(int count, bool isRight) =>
        isRight ? $"[green]{count}[/]" : count > 0 ? $"[red]{count}[/]" : "[grey].[/]";

    private static void WriteMisread(DigitImages images, Evaluation test)
    {
        // As many as stand side by side, with a space to both sides of each.
        int fitting = AnsiConsole.Profile.Width / (DigitDrawing.Columns(images) + 2);
        int[] misread = [.. Enumerable.Range(0, test.Count)
            .Where(index => test.Actual[index] != test.Predicted[index])
            .Take(Math.Clamp(fitting, 1, MostMisread))];
        if (misread.Length == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"Some of the {test.Count - test.CorrectCount:N0} misread images:");
        Table table = new Table().Border(TableBorder.None);
        foreach (int index in misread)
        {
            table.AddColumn(new TableColumn($"{test.Actual[index]}, read as {test.Predicted[index]}").NoWrap());
        }

        table.AddRow([.. misread.Select(index => new Text(DigitDrawing.Draw(images, images.Test.Input(index))))]);
        AnsiConsole.Write(table);
    }
}
