using NeuralGen.Tests.Declarations;

if (args is not [string path])
{
    Console.Error.WriteLine("Usage: NeuralGen.Tests.Declarations FILE. Writes the declarations of the test networks to FILE.");
    return 1;
}

Network[] networks = [.. ActivationNetworks.All(), .. MixedNetworks.All(), .. SizeNetworks.All(), .. LargeNetworks.All()];
File.WriteAllText(path, DeclarationFile.Write(networks));
return 0;
