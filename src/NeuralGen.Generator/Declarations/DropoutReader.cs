using System.Globalization;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Declarations;

/// <summary>Reads a dropout layer.</summary>
internal static class DropoutReader
{
    public static DropoutDeclaration Read(DeclaredAttribute attribute, List<Problem> problems)
    {
        double rate = attribute.Parameter<double>(AttributeNames.Rate);
        if (!(rate >= 0 && rate < 1))
        {
            string number = rate.ToString("R", CultureInfo.InvariantCulture);
            problems.Add(new Problem(ShapeDescriptors.DropoutRate, attribute.ParameterLocation(AttributeNames.Rate), number));
        }

        return new DropoutDeclaration(rate);
    }

    /// <summary>What dropout leaves must go into a dense layer.</summary>
    public static IEnumerable<Problem> CheckPlaces(IReadOnlyList<DeclaredAttribute> layers)
    {
        for (int index = 0; index < layers.Count; index++)
        {
            bool isLast = index == layers.Count - 1;
            if (layers[index].IsDropout && (isLast || layers[index + 1].IsDropout))
            {
                string found = isLast ? "no layer follows this one" : "another dropout layer follows this one";
                yield return new Problem(ShapeDescriptors.DropoutPlace, layers[index].Location, found);
            }
        }
    }
}
