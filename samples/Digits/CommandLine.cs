using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Digits;

/// <summary>The options of the program.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program with its arguments.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the standard error output.</returns>
    public static int Run(string[] args)
    {
        var mnist = new Option<string?>("--mnist")
        {
            Description = "Train on the MNIST database instead; FOLDER holds its four IDX files, gzipped or not.",
            HelpName = "FOLDER",
        };
        var epochs = new Option<int?>("--epochs")
        {
            Description = $"How often to go through the training images (default: {DigitsProgram.DigitsEpochs}, for MNIST {DigitsProgram.MnistEpochs}).",
            HelpName = "NUMBER",
            CustomParser = result => WholeNumber(result, 1),
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of initial weights, distortions and the order of images (default: 0).",
            HelpName = "NUMBER",
            CustomParser = result => WholeNumber(result, int.MinValue),
        };

        var command = new RootCommand("Trains a neural network, declared with three attributes, to read handwritten digits.") { mnist, epochs, seed };
        command.SetAction(given => DigitsProgram.Run(given.GetValue(mnist), given.GetValue(epochs), given.GetValue(seed)));
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke();
        }

        Console.Error.WriteLine($"{string.Join(" ", parsed.Errors.Select(error => error.Message))} See --help.");
        return 1;
    }

    private static int WholeNumber(ArgumentResult result, int minimum)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= minimum)
        {
            return number;
        }

        string expected = minimum == int.MinValue ? "a whole number" : $"a whole number of at least {minimum}";
        result.AddError($"{result.Argument.Name} needs {expected}; it was given '{text}'.");
        return minimum;
    }
}
