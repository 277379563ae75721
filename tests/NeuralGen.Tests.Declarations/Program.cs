using NeuralGen;
using NeuralGen.Tests.Declarations;

if (args is not [string path, "pairs" or "all"])
{
    Console.Error.WriteLine("Usage: NeuralGen.Tests.Declarations FILE pairs|all. Writes the declarations of the test networks to FILE.");
    return 1;
}

Network[] networks = [.. Enum.GetValues<Precision>().SelectMany<Precision, Network>(args[1] == "all" ? Selection.All : Selection.Pairs)];
File.WriteAllText(path, DeclarationFile.Write(networks));
return 0;
