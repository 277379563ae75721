namespace NeuralGen;

/// <summary>
/// A network with <see cref="DropoutAttribute"/> layers: what its masks come from, beside the network itself. A training that
/// is interrupted and continued goes on with the same masks when both numbers are restored.
/// </summary>
public interface IDropoutNetwork
{
    /// <summary>The seed of the masks: that of the network's class, or what <c>Initialize</c> was last given.</summary>
    int DropoutSeed { get; set; }

    /// <summary>
    /// The number of training steps whose masks have been drawn; with <see cref="DropoutSeed"/> it determines the masks to come.
    /// A step that was not taken, for its loss was not finite, does not count.
    /// </summary>
    long DropoutStep { get; set; }
}
