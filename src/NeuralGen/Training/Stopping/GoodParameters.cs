using System.Numerics;

namespace NeuralGen;

/// <summary>
/// Copies of a network's parameters from which they can be restored when a step has spoilt them. A copy is trusted once a
/// batch has had a finite loss with it.
/// </summary>
/// <remarks>
/// A step reads and writes the parameters and the gradient at least once, and a sample costs at least six operations for each
/// parameter, so that a copy after so many steps or samples is below one per cent of the work.
/// </remarks>
internal sealed class GoodParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostBatches = 256;
    private const int MostSamples = 4096;

    private readonly ParameterVector<T> _parameters;
    private ParameterVector<T> _trusted;
    private ParameterVector<T> _candidate;
    private (int Epoch, int Batch)? _trustedPlace;
    private (int Epoch, int Batch)? _candidatePlace;
    private int _batches;
    private int _samples;

    public GoodParameters(ParameterVector<T> parameters, int epoch, int batchesDone)
    {
        _parameters = parameters;
        _trusted = new ParameterVector<T>(parameters.Layout);
        _candidate = new ParameterVector<T>(parameters.Layout);
        Copy(epoch, batchesDone);
    }

    /// <summary>Tells of a batch whose loss was finite, and of the step after it.</summary>
    public void AfterBatch(int epoch, int batch, int samples)
    {
        if (_candidatePlace is not null)
        {
            // The loss was that of the candidate: no step lay between.
            (_trusted, _candidate) = (_candidate, _trusted);
            (_trustedPlace, _candidatePlace) = (_candidatePlace, null);
        }

        _batches++;
        _samples += Math.Min(samples, MostSamples);
        if (_batches >= MostBatches || _samples >= MostSamples)
        {
            Copy(epoch, batch);
        }
    }

    /// <summary>Restores the newest copy that is trusted.</summary>
    /// <returns>After which batch of which epoch it was taken; null, and nothing is changed, if there is none.</returns>
    public (int Epoch, int Batch)? Restore()
    {
        if (_trustedPlace is not null)
        {
            _parameters.CopyFrom(_trusted);
        }

        return _trustedPlace;
    }

    private void Copy(int epoch, int batch)
    {
        _batches = 0;
        _samples = 0;
        if (FiniteNumbers.AreAll<T>(_parameters.Storage))
        {
            _candidate.CopyFrom(_parameters);
            _candidatePlace = (epoch, batch);
        }
    }
}
