using System.Numerics;

namespace NeuralGen;

/// <summary>The batches of samples in memory, in a new random order each epoch that the seed and the epoch determine.</summary>
internal sealed class ShuffledSamples<T> : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dataset<T> _samples;
    private readonly int _batchSize;
    private readonly Random _random;
    private readonly int[] _order;
    private readonly int[] _previous;
    private int _shuffles;
    private int _position;
    private int _currentCount;
    private int _previousCount;

    public ShuffledSamples(Dataset<T> samples, int batchSize, int seed)
    {
        _samples = samples;
        _batchSize = Math.Min(batchSize, samples.Count);
        _random = new Random(seed);
        _order = [.. Enumerable.Range(0, samples.Count)];
        _previous = new int[_batchSize];
        Current = new MiniBatch<T>(samples.InputSize, samples.TargetSize);
    }

    public override MiniBatch<T> Current { get; }

    public override int SampleCount => _order.Length;

    public override void StartEpoch(int epoch, int batchesDone)
    {
        RememberCurrent();

        // Each order is the one before, shuffled, so that those before an interruption are gone through again.
        for (; _shuffles < epoch; _shuffles++)
        {
            _random.Shuffle(_order);
        }

        _position = (int)Math.Min((long)batchesDone * _batchSize, _order.Length);
        _currentCount = Math.Min(_position, _batchSize);
    }

    public override bool MoveNext()
    {
        if (_position == _order.Length)
        {
            return false;
        }

        RememberCurrent();
        _currentCount = Math.Min(_batchSize, _order.Length - _position);
        Current.Gather(_samples, _order.AsSpan(_position, _currentCount));
        _position += _currentCount;
        return true;
    }

    public override MiniBatch<T>? Previous()
    {
        if (_previousCount == 0)
        {
            return null;
        }

        var previous = new MiniBatch<T>(_samples.InputSize, _samples.TargetSize);
        previous.Gather(_samples, _previous.AsSpan(0, _previousCount));
        return previous;
    }

    public override void Dispose()
    {
    }

    private void RememberCurrent()
    {
        if (_currentCount > 0)
        {
            _order.AsSpan(_position - _currentCount, _currentCount).CopyTo(_previous);
            _previousCount = _currentCount;
            _currentCount = 0;
        }
    }
}
