using System.Globalization;

namespace NeuralGen.Compiler.Planning;

/// <summary>What the cost model expects of a kernel.</summary>
/// <param name="Cycles">Cycles for one sample.</param>
/// <param name="PeakCycles">Cycles that its multiply-adds would take if both ports did nothing else; 0 where it has none.</param>
internal readonly record struct Prediction(double Cycles, double PeakCycles)
{
    /// <summary>The share of the multiply-add peak, in percent.</summary>
    public int PercentOfPeak => Cycles > 0 ? (int)Math.Round(100 * PeakCycles / Cycles) : 0;

    public override string ToString()
    {
        string cycles = Number(Cycles);
        string unit = cycles == "1" ? "cycle" : "cycles";
        return PeakCycles > 0
            ? $"predicted: {cycles} {unit} a sample, {PercentOfPeak.ToString(CultureInfo.InvariantCulture)} % of the multiply-add peak"
            : $"predicted: {cycles} {unit} a sample";
    }

    /// <summary>Whole cycles from ten on, tenths below.</summary>
    private static string Number(double cycles) => cycles >= 10
        ? Math.Round(cycles).ToString("N0", CultureInfo.InvariantCulture)
        : (Math.Round(cycles * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture);
}
