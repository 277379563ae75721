using System.CommandLine;
using System.Globalization;
using Digits;

// Numbers look the same on every machine, and bars and boxes as they should on every console.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = System.Text.Encoding.UTF8;

var mnist = new Option<string?>("--mnist")
{
    Description = "Train on the MNIST database instead; FOLDER holds its four IDX files, gzipped or not.",
    HelpName = "FOLDER",
};
var epochs = new Option<int?>("--epochs")
{
    Description = "How often to go through the training images.",
    HelpName = "NUMBER",
};
var seed = new Option<int>("--seed")
{
    Description = "The seed of initial weights and of the order of images.",
    HelpName = "NUMBER",
};
epochs.Validators.Add(result =>
{
    if (result.Tokens is [var token] && int.TryParse(token.Value, out int value) && value < 1)
    {
        result.AddError($"--epochs must be at least 1; it is {value}.");
    }
});

var command = new RootCommand("Trains a neural network, declared with three attributes, to read handwritten digits.") { mnist, epochs, seed };
command.SetAction(arguments => DigitsProgram.Run(arguments.GetValue(mnist), arguments.GetValue(epochs), arguments.GetValue(seed)));

ParseResult arguments = command.Parse(args);
if (arguments.Errors.Count == 0)
{
    return arguments.Invoke();
}

Console.Error.WriteLine($"{string.Join(" ", arguments.Errors.Select(error => error.Message))} See --help.");
return 1;
