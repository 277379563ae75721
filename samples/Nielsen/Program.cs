using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Nielsen;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var mnist = new Option<string>("--mnist")
{
    Description = "The folder of MNIST's four IDX files, gzipped or not.",
    HelpName = "FOLDER",
    Required = true,
};
var epochs = new Option<int>("--epochs")
{
    Description = "How often to go through the training images.",
    HelpName = "NUMBER",
    DefaultValueFactory = _ => 30,
    CustomParser = Count,
};
var seeds = new Option<int>("--seeds")
{
    Description = "How often to run each training, with the seeds 0, 1, ...",
    HelpName = "NUMBER",
    DefaultValueFactory = _ => 1,
    CustomParser = Count,
};

var command = new RootCommand("Trains the networks of chapters 1 and 3 of Nielsen's Neural Networks and Deep Learning, and shows the book's figures beside ours.")
{
    mnist,
    epochs,
    seeds,
};
command.SetAction(given => Comparison.Run(given.GetValue(mnist)!, given.GetValue(epochs), given.GetValue(seeds)));
ParseResult parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"{string.Join(" ", parsed.Errors.Select(error => error.Message))} See --help.");
    return 1;
}

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Width = 160;
}

return parsed.Invoke();

static int Count(ArgumentResult result)
{
    string text = result.Tokens[0].Value;
    if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1)
    {
        return number;
    }

    result.AddError($"{result.Argument.Name} needs a whole number of at least 1; it was given '{text}'.");
    return 1;
}
