namespace NeuralGen.Compiler.ModelFiles.Formats.Npz;

/// <summary>The CRC-32 of zip files.</summary>
internal static class Checksum
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Table = CreateTable();

    public static uint Of(byte[] bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte one in bytes)
        {
            remainder = Table[(remainder ^ one) & 0xFF] ^ (remainder >> 8);
        }

        return ~remainder;
    }

    private static uint[] CreateTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint remainder = i;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : Polynomial ^ (remainder >> 1);
            }

            table[i] = remainder;
        }

        return table;
    }
}
