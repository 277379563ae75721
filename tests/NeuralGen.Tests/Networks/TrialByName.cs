namespace NeuralGen.Tests.Networks;

/// <summary>Trials of the networks that are declared in this project.</summary>
internal sealed partial class Trial<T>
{
    public static Trial<T> Of(string name, int samples) => Of(DeclaredNetworks.Find<T>(name), samples, Seeds.For(name));
}
