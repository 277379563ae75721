using System.Globalization;
using System.Text;
using Lecture.Frame;
using Spectre.Console;

// Numbers look the same on every machine; the lecture's letters are beyond the code pages of some consoles.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.Ansi = false;
}

return CommandLine.Run(args);
