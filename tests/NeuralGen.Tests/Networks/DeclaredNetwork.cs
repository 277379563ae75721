using System.Numerics;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Tests.Networks;

/// <summary>A network class that the generator has compiled, and the architecture its declaration stands for.</summary>
/// <typeparam name="T">The number format of the network.</typeparam>
internal abstract class DeclaredNetwork<T>(string name, Family family, Architecture architecture)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Name { get; } = name;

    public Family Family { get; } = family;

    public Architecture Architecture { get; } = architecture;

    /// <summary>The static members of the class.</summary>
    public abstract (int InputSize, int OutputSize, ParameterLayout Layout) Statics { get; }

    /// <summary>A new instance.</summary>
    public abstract INeuralNetwork<T> Create();
}

/// <summary>A network class that the generator has compiled.</summary>
/// <typeparam name="TNetwork">The class.</typeparam>
/// <typeparam name="T">The number format of the network.</typeparam>
internal sealed class DeclaredNetwork<TNetwork, T>(Family family, Architecture architecture)
    : DeclaredNetwork<T>(typeof(TNetwork).Name, family, architecture)
    where TNetwork : class, INeuralNetwork<T>, new()
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override (int InputSize, int OutputSize, ParameterLayout Layout) Statics =>
        (TNetwork.InputSize, TNetwork.OutputSize, TNetwork.Layout);

    public override INeuralNetwork<T> Create() => new TNetwork();
}
