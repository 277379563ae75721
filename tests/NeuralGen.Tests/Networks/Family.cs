namespace NeuralGen.Tests.Networks;

/// <summary>Why a network was declared.</summary>
internal enum Family
{
    /// <summary>Every activation with every loss, in five shapes.</summary>
    Activations,

    /// <summary>Another activation in each layer, some without biases.</summary>
    Mixed,

    /// <summary>Sizes around every number of lanes and every tile.</summary>
    Sizes,

    /// <summary>Scratch too large for the stack.</summary>
    Large,

    /// <summary>Drawn at random while the tests run.</summary>
    Random,
}
