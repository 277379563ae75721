using System.Globalization;
using System.Text;
using Digits;
using Spectre.Console;

// Numbers look the same on every machine; bars and boxes are beyond the code pages of some consoles.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.Ansi = false;
}

return CommandLine.Run(args);
