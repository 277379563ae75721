using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuralGen.Compiler.ModelFiles.Formats;

namespace NeuralGen.Compiler.ModelFiles.Exchange;

/// <summary>A model file as the compiler takes it: a text, and a resource where the numbers are many.</summary>
internal sealed class ConvertedModel
{
    private ConvertedModel(string text, string? resourceName, byte[]? resource, IReadOnlyList<string>? filesBeside = null)
    {
        FilesBeside = filesBeside ?? [];
        Text = text;
        ResourceName = resourceName;
        Resource = resource;
    }

    /// <summary>The text, in the form of <see cref="ModelTextFormat"/>.</summary>
    public string Text { get; }

    /// <summary>The resource's name in the assembly, if there is one. It changes with the numbers.</summary>
    public string? ResourceName { get; }

    /// <summary>The numbers of all tensors as the file has them, each tensor at a multiple of 64 bytes.</summary>
    public byte[]? Resource { get; }

    /// <summary>The files beside the model that it needs, also those that there are not, by their paths from its folder.</summary>
    public IReadOnlyList<string> FilesBeside { get; }

    /// <summary>Reads a model. A damaged one gives a text that says so.</summary>
    /// <param name="path">The file's path, as the project file has it.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="open">The content of a file beside the model, by its path from the model's folder; null where there is none.</param>
    public static ConvertedModel Convert(string path, byte[] file, Func<string, byte[]?>? open = null)
    {
        using SHA256 algorithm = SHA256.Create();
        string hash = Hexadecimal(algorithm.ComputeHash(file));
        string normalized = path.Replace('\\', '/');
        var text = new StringBuilder();
        Line(text, ModelTextFormat.FirstLine);
        Line(text, ModelTextFormat.Path, normalized);
        Line(text, ModelTextFormat.Hash, hash);

        // Files at two paths may have the same bytes, but an assembly has no two resources of one name.
        string pathHash = Hexadecimal(algorithm.ComputeHash(Encoding.UTF8.GetBytes(normalized + "\n" + hash))).Substring(0, 32);
        if (ConvertedOnnx.IsOnnx(path, file))
        {
            Line(text, ModelTextFormat.Kind, ModelTextFormat.OnnxKind);
            return ConvertOnnx(text, file, open ?? (_ => null), pathHash);
        }

        Line(text, ModelTextFormat.Kind, ModelTextFormat.WeightsKind);
        try
        {
            ModelContent content = ModelFileReader.Read(file);
            bool isLarge = content.Tensors.Sum(tensor => (long)tensor.Count) > ModelTextFormat.MostNumbersInText;
            string? name = isLarge ? "NeuralGen." + pathHash + ModelTextFormat.ResourceExtension : null;
            byte[]? resource = Write(text, content, name);
            return new ConvertedModel(text.ToString(), name, resource);
        }
        catch (ModelFileException exception)
        {
            Line(text, ModelTextFormat.Problem, exception.Message);
            return new ConvertedModel(text.ToString(), null, null);
        }
    }

    private static ConvertedModel ConvertOnnx(StringBuilder text, byte[] file, Func<string, byte[]?> open, string pathHash)
    {
        // The numbers may come from files beside the model, so the resource is named by what is in it.
        const string Unnamed = "?";
        var content = new StringBuilder();
        (byte[]? resource, IReadOnlyList<string> beside) = ConvertedOnnx.Write(content, file, open, Unnamed);
        if (resource is null)
        {
            return new ConvertedModel(text.Append(content).ToString(), null, null, beside);
        }

        using SHA256 algorithm = SHA256.Create();
        string name = "NeuralGen." + pathHash.Substring(0, 16) + Hexadecimal(algorithm.ComputeHash(resource)).Substring(0, 16) + ModelTextFormat.ResourceExtension;
        content.Replace(ModelTextFormat.Resource + " " + Unnamed + "\n", ModelTextFormat.Resource + " " + name + "\n", 0, ModelTextFormat.Resource.Length + 3);
        return new ConvertedModel(text.Append(content).ToString(), name, resource, beside);
    }

    /// <summary>Writes the lines of a sound file and returns the resource, if it has a name.</summary>
    private static byte[]? Write(StringBuilder text, ModelContent content, string? resourceName)
    {
        Line(text, ModelTextFormat.Format, content.Format);
        if (content.IsCheckpoint)
        {
            Line(text, ModelTextFormat.Checkpoint);
        }

        if (resourceName is not null)
        {
            Line(text, ModelTextFormat.Resource, resourceName);
        }

        long offset = 0;
        var places = new List<(FileTensor Tensor, long Offset)>();
        foreach (FileTensor tensor in content.Tensors)
        {
            string shape = string.Join(",", tensor.Shape.Select(size => Number(size)));
            Line(text, ModelTextFormat.Tensor, $"{tensor.Type} [{shape}] {Number(offset)} {tensor.Name}");
            if (tensor.NumberSize == 0)
            {
                continue;
            }

            if (resourceName is null)
            {
                Line(text, ModelTextFormat.Numbers, Bits(tensor));
            }
            else
            {
                places.Add((tensor, offset));
                offset = (offset + tensor.Length + ModelTextFormat.Alignment - 1) / ModelTextFormat.Alignment * ModelTextFormat.Alignment;
            }

            WriteTooLarge(text, tensor);
        }

        return resourceName is null ? null : Resources(places, offset);
    }

    private static byte[] Resources(List<(FileTensor Tensor, long Offset)> places, long length)
    {
        if (length > int.MaxValue - ModelTextFormat.Alignment)
        {
            throw new ModelFileException("is too large: its numbers take more than the 2 GB that fit into an assembly");
        }

        byte[] resource = new byte[length];
        foreach ((FileTensor tensor, long offset) in places)
        {
            Array.Copy(tensor.Bytes, tensor.Start, resource, offset, tensor.Length);
        }

        return resource;
    }

    private static void WriteTooLarge(StringBuilder text, FileTensor tensor)
    {
        if (tensor.Type != NumberFormats.Double)
        {
            return;
        }

        for (int i = 0; i < tensor.Count; i++)
        {
            double number = BitConverter.Int64BitsToDouble((long)NumberFormats.Bits(tensor.Bytes, tensor.Start + (8 * i), 8));
            if (float.IsInfinity((float)number) && !double.IsInfinity(number))
            {
                Line(text, ModelTextFormat.BeyondSingle, $"{Number(i)} {number.ToString("R", CultureInfo.InvariantCulture)}");
                return;
            }
        }
    }

    private static string Bits(FileTensor tensor)
    {
        var digits = new StringBuilder(2 * tensor.Length);
        string format = "x" + Number(2 * tensor.NumberSize);
        for (int i = 0; i < tensor.Count; i++)
        {
            digits.Append(NumberFormats.Bits(tensor.Bytes, tensor.Start + (i * tensor.NumberSize), tensor.NumberSize).ToString(format, CultureInfo.InvariantCulture));
        }

        return digits.ToString();
    }

    private static string Hexadecimal(byte[] bytes) => string.Concat(bytes.Select(one => one.ToString("x2", CultureInfo.InvariantCulture)));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static void Line(StringBuilder text, string word, string? value = null) =>
        text.Append(word).Append(value is null ? "" : " " + ModelTextFormat.Escape(value)).Append('\n');
}
