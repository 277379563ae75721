namespace NeuralGen.Tests.Declarations;

/// <summary>Which networks are declared in a precision.</summary>
internal static class Selection
{
    /// <summary>Every combination: some 800 networks in both precisions.</summary>
    public static IEnumerable<Network> All(Precision precision) =>
    [
        .. ActivationNetworks.All(precision),
        .. MixedNetworks.All(precision),
        .. SizeNetworks.All(precision),
        .. LargeNetworks.For(precision),
        .. NarrowNetworks.For(precision),
    ];

    /// <summary>Every pair of choices together in one network at least: for the everyday build.</summary>
    public static IEnumerable<Network> Pairs(Precision precision) =>
    [
        .. ActivationNetworks.Pairs(precision),
        .. MixedNetworks.Half(precision),
        .. SizeNetworks.Half(precision),
        .. LargeNetworks.For(precision),
        .. NarrowNetworks.For(precision),
    ];
}
