using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Digits;

/// <summary>The options of the program.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Mnist = new("--mnist")
    {
        Description = "Train on the MNIST database instead; FOLDER holds its four IDX files, gzipped or not.",
        HelpName = "FOLDER",
    };

    private static readonly Option<int> Epochs = new("--epochs")
    {
        Description = $"How often to go through the training images (default: {DigitsProgram.DefaultEpochs}).",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => DigitsProgram.DefaultEpochs,
        CustomParser = result => WholeNumber(result, 1),
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The seed of initial weights, distortions, dropout and the order of images (default: 0).",
        HelpName = "NUMBER",
        CustomParser = result => WholeNumber(result, int.MinValue),
    };

    private static readonly Option<string> Optimizer = Choice(
        "--optimizer", "What changes the weights", Optimizers.Names, Optimizers.Default);

    private static readonly Option<float?> LearningRate = new("--learning-rate")
    {
        Description = "The learning rate (default: one that suits the optimiser).",
        HelpName = "NUMBER",
        CustomParser = PositiveNumber,
    };

    private static readonly Option<string> Schedule = Choice(
        "--schedule", "How the learning rate changes from epoch to epoch", Schedules.Names, Schedules.Default);

    private static readonly Option<bool> Dropout = new("--dropout") { Description = "Train with dropout of a fifth of the hidden layer." };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "The most threads that share a mini-batch (default: one for each processor). The result does not depend on it.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => -1,
        CustomParser = result => WholeNumber(result, 1),
    };

    private static readonly Option<string?> Checkpoint = new("--checkpoint")
    {
        Description = "Save the state of the training to FILE after each epoch, and when it is cancelled.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on where the checkpoint was written." };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Draw loss and accuracy of each epoch to FILE, as SVG.",
        HelpName = "FILE",
    };

    /// <summary>Runs the program with its arguments.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the standard error output.</returns>
    public static int Run(string[] args)
    {
        var command = new RootCommand("Trains a neural network, declared with three attributes, to read handwritten digits.")
        {
            Mnist, Epochs, Seed, Optimizer, LearningRate, Schedule, Dropout, Threads, Checkpoint, Resume, Report,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(Resume) && given.GetValue(Checkpoint) is null)
            {
                given.AddError("--resume needs --checkpoint FILE, the state to go on from.");
            }
        });
        command.SetAction(given => DigitsProgram.Run(SettingsOf(given)));
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke();
        }

        Console.Error.WriteLine($"{string.Join(" ", parsed.Errors.Select(error => error.Message))} See --help.");
        return 1;
    }

    private static Settings SettingsOf(ParseResult given) => new()
    {
        MnistFolder = given.GetValue(Mnist),
        Epochs = given.GetValue(Epochs),
        Seed = given.GetValue(Seed),
        Optimizer = given.GetValue(Optimizer)!,
        LearningRate = given.GetValue(LearningRate),
        Schedule = given.GetValue(Schedule)!,
        Dropout = given.GetValue(Dropout),
        Threads = given.GetValue(Threads),
        Checkpoint = given.GetValue(Checkpoint),
        Resume = given.GetValue(Resume),
        Report = given.GetValue(Report),
    };

    private static Option<string> Choice(string name, string description, IReadOnlyList<string> names, string normal)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description}: {string.Join(", ", names)} (default: {normal}).",
            HelpName = "NAME",
            DefaultValueFactory = _ => normal,
        };
        option.Validators.Add(result =>
        {
            string given = result.Tokens.Count > 0 ? result.Tokens[0].Value : normal;
            if (!names.Contains(given))
            {
                result.AddError($"{name} needs one of {string.Join(", ", names)}; it was given '{given}'.");
            }
        });
        return option;
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

    private static float? PositiveNumber(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && number > 0 && float.IsFinite(number))
        {
            return number;
        }

        result.AddError($"{result.Argument.Name} needs a number above 0; it was given '{text}'.");
        return null;
    }
}
