using System.Numerics;
using System.Runtime.Loader;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Generator.Tests.Helpers;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Generator.Tests.RandomChains;

/// <summary>Random chains are generated, compiled, loaded, and compared with the reference. A failure prints its seed.</summary>
public class RandomChainTests
{
    private const int Chains = 50;

    [Fact]
    public void Random_chains_agree_with_the_reference() =>
        Prop.ForAll(RandomChain.Arbitrary, Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(Chains));

    private static void Agrees(RandomChain chain)
    {
        GeneratorRun run = GeneratorRun.Of(chain.Declaration, BuildSettings.ForThisMachine);
        using MemoryStream assembly = run.Assembly();
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            Type type = context.LoadFromStream(assembly).GetType("Chain", throwOnError: true)!;
            if (chain.Precision == Precision.Single)
            {
                Compare<float>(chain, type);
            }
            else
            {
                Compare<double>(chain, type);
            }
        }
        finally
        {
            context.Unload();
        }
    }

    private static void Compare<T>(RandomChain chain, Type type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Type declared = typeof(DeclaredNetwork<,>).MakeGenericType(type, typeof(T));
        var network = (DeclaredNetwork<T>)Activator.CreateInstance(declared, Family.Random, chain.Architecture)!;
        Trial<T> trial = Trial<T>.Of(network, chain.Samples, chain.Seed);
        BatchChecks.Outputs(trial, [chain.Samples]);
        BatchChecks.Loss(trial, [chain.Samples]);
        BatchChecks.Gradient(trial, [chain.Samples]);
        CompareSample(trial, chain.Samples - 1);
    }

    private static void CompareSample<T>(Trial<T> trial, int sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[trial.Architecture.Outputs];
        var inputGradient = new T[trial.Architecture.Inputs];
        ParameterVector<T> gradient = trial.NewGradient();
        trial.Network.Forward(trial.Input(sample), output);
        T loss = trial.Network.Backward(trial.Input(sample), trial.Target(sample), gradient, inputGradient);
        var expected = trial.ReferenceGradient(sample);
        Accuracy.Check(trial.ReferenceOutput(sample), output, trial.Describe("output"));
        Accuracy.Check(expected.Loss, loss, trial.Describe("loss"));
        Accuracy.Check(expected.Parameters, Numbers.Of(gradient), trial.Describe("gradient"), trial.Architecture.NameOf);
        Accuracy.Check(expected.Input, inputGradient, trial.Describe("input gradient"));
    }
}
