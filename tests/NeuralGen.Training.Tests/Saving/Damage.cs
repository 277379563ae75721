namespace NeuralGen.Training.Tests.Saving;

/// <summary>A damaged file.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Problem">What the message says of it, behind the file's name.</param>
internal sealed record DamagedFile(string Name, byte[] Content, string Problem);

/// <summary>Every way to damage a file for the layout of <see cref="SafetensorsBytes"/>.</summary>
internal static class Damage
{
    private const string Bias = "\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}";

    private const string Weight = "\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}";

    /// <summary>All files.</summary>
    public static IReadOnlyList<DamagedFile> Files { get; } =
    [
        // The file as a whole.
        Damaged(
            "empty file",
            [],
            "0, expected 8 bytes, the length of the header; found only 0 before the end of the file"),
        Damaged(
            "seven bytes",
            [1, 0, 0, 0, 0, 0, 0],
            "0, expected 8 bytes, the length of the header; found only 7 before the end of the file"),
        Damaged(
            "no header",
            SafetensorsBytes.Length(0),
            "8, expected '{', where the header begins; found an empty header"),
        Damaged(
            "header length of 0 and data",
            [.. SafetensorsBytes.Length(0), .. new byte[32]],
            "8, expected '{', where the header begins; found an empty header"),
        Damaged(
            "header length one too many",
            WithLength(1),
            "142, expected sound JSON; found the byte 00"),
        Damaged(
            "header length one too few",
            WithLength(-1),
            "141, expected sound JSON; found the end of the header"),
        Damaged(
            "header longer than the file",
            [.. SafetensorsBytes.Length(99_999_999), .. new byte[100]],
            "8, expected a header of 99999999 bytes; found only 100 before the end of the file"),
        Damaged(
            "header above 100 MB",
            [.. SafetensorsBytes.Length(100_000_001), .. new byte[100]],
            "0, expected the length of the header, at most 100000000 bytes; found 100000001"),
        Damaged(
            "header length of 2^31",
            [.. SafetensorsBytes.Length(1UL << 31), .. new byte[100]],
            "0, expected the length of the header, at most 100000000 bytes; found 2147483648"),
        Damaged(
            "header length that is negative as a signed number",
            [.. SafetensorsBytes.Length(ulong.MaxValue), .. new byte[100]],
            "0, expected the length of the header, at most 100000000 bytes; found 18446744073709551615"),
        Damaged(
            "header length that overflows with the prefix",
            [.. SafetensorsBytes.Length(long.MaxValue - 4), .. new byte[100]],
            "0, expected the length of the header, at most 100000000 bytes; found 9223372036854775803"),
        Damaged(
            "header length big-endian",
            BigEndian(),
            "0, expected the length of the header, at most 100000000 bytes; found 9655717601082343424"),
        Damaged(
            "last byte missing",
            SafetensorsBytes.Sound[..^1],
            "173, expected the end of the file after 174 bytes, as its header says; found 173 bytes"),
        Damaged(
            "no data",
            SafetensorsBytes.Sound[..^32],
            "142, expected the end of the file after 174 bytes, as its header says; found 142 bytes"),
        Damaged(
            "a byte too many",
            [.. SafetensorsBytes.Sound, 0],
            "174, expected the end of the file after 174 bytes, as its header says; found 175 bytes"),
        Damaged(
            "the file twice",
            [.. SafetensorsBytes.Sound, .. SafetensorsBytes.Sound],
            "174, expected the end of the file after 174 bytes, as its header says; found 348 bytes"),
        Damaged(
            "a zip file",
            [0x50, 0x4b, 3, 4, .. new byte[100]],
            "8, expected a header of 67324752 bytes; found only 96 before the end of the file"),

        // The JSON.
        Damaged(
            "header of zeros",
            SafetensorsBytes.File(new byte[100]),
            "8, expected '{', where the header begins; found the byte 00"),
        Damaged(
            "header that is an array",
            Header("[]"),
            "8, expected '{', where the header begins; found the byte 5b"),
        Damaged(
            "header that is null",
            Header("null"),
            "8, expected '{', where the header begins; found the byte 6e"),
        Damaged(
            "header with a byte order mark",
            Header("\ufeff" + SafetensorsBytes.Header),
            "8, expected '{', where the header begins; found the byte ef"),
        Damaged(
            "header behind white space",
            Header(" " + SafetensorsBytes.Header),
            "8, expected '{', where the header begins; found the byte 20"),
        Damaged(
            "header without its end",
            Header(SafetensorsBytes.Header[..^1]),
            "141, expected sound JSON; found the end of the header"),
        Damaged(
            "header with two objects",
            Header(SafetensorsBytes.Header + "{}"),
            "142, expected sound JSON; found the byte 7b"),
        Damaged(
            "header padded with zeros",
            Header(SafetensorsBytes.Header + "\0\0"),
            "142, expected sound JSON; found the byte 00"),
        Damaged(
            "header with a comment",
            Header("{/**/" + Weight + "," + Bias + "}"),
            "9, expected sound JSON; found the byte 2f"),
        Damaged(
            "header with a comma at its end",
            Header("{" + Weight + "," + Bias + ",}"),
            "142, expected sound JSON; found the byte 7d"),
        Damaged(
            "header in single quotes",
            Header("{'dense1.weight':1}"),
            "9, expected sound JSON; found the byte 27"),
        Damaged(
            "bytes that are no UTF-8",
            SafetensorsBytes.File([(byte)'{', (byte)'"', 0xc3, 0x28, (byte)'"', (byte)'}']),
            "10, expected text in UTF-8; found the byte c3"),
        Damaged(
            "half of a surrogate pair",
            Header("{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}"),
            "9, expected a text of whole characters; found half of a surrogate pair"),
        Damaged(
            "half of a surrogate pair in the metadata",
            Header("{\"__metadata__\":{\"a\":\"\\udc00\"}," + Weight + "," + Bias + "}"),
            "29, expected a text of whole characters; found half of a surrogate pair"),
        Damaged(
            "nested too deep",
            Header("{" + Weight + "," + Bias + ",\"a\":" + new string('[', 1000) + new string(']', 1000) + "}"),
            "146, of tensor 'a', expected an object; found an array"),
        Damaged(
            "shape nested too deep",
            Header("{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[[2,3]],\"data_offsets\":[0,24]}," + Bias + "}"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found an array"),

        // Names.
        Damaged(
            "tensor twice",
            Header("{" + Weight + "," + Bias + "," + Bias + "}"),
            "142, expected every name once; found 'dense1.bias' again"),
        Damaged(
            "tensor twice, once in escapes",
            Header("{" + Weight + "," + Bias + "," + Bias.Replace("dense1", "d\\u0065nse1", StringComparison.Ordinal) + "}"),
            "142, expected every name once; found 'dense1.bias' again"),
        Damaged(
            "metadata twice",
            Header("{\"__metadata__\":{},\"__metadata__\":{}," + Weight + "," + Bias + "}"),
            "27, expected every name once; found '__metadata__' again"),
        Damaged(
            "name of the metadata twice",
            Header("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}," + Weight + "," + Bias + "}"),
            "33, expected every name of __metadata__ once; found 'a' again"),
        Damaged(
            "metadata that is a text",
            Header("{\"__metadata__\":\"pt\"," + Weight + "," + Bias + "}"),
            "24, expected an object for __metadata__; found a text"),
        Damaged(
            "metadata that is null",
            Header("{\"__metadata__\":null," + Weight + "," + Bias + "}"),
            "24, expected an object for __metadata__; found null"),
        Damaged(
            "number in the metadata",
            Header("{\"__metadata__\":{\"epoch\":1}," + Weight + "," + Bias + "}"),
            "33, expected a text for every name of __metadata__; found 1"),
        Damaged(
            "object in the metadata",
            Header("{\"__metadata__\":{\"a\":{}}," + Weight + "," + Bias + "}"),
            "29, expected a text for every name of __metadata__; found an object"),

        // The description of one tensor.
        Damaged(
            "tensor that is a number",
            Header("{\"dense1.weight\":1," + Bias + "}"),
            "25, of tensor 'dense1.weight', expected an object; found 1"),
        Damaged(
            "tensor that is null",
            Header("{\"dense1.weight\":null," + Bias + "}"),
            "25, of tensor 'dense1.weight', expected an object; found null"),
        Damaged(
            "tensor of nothing",
            Header("{\"dense1.weight\":{}," + Bias + "}"),
            "9, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found no dtype"),
        Damaged(
            "no dtype",
            Tensor("\"shape\":[2,3],\"data_offsets\":[0,24]"),
            "9, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found no dtype"),
        Damaged(
            "no shape",
            Tensor("\"dtype\":\"F32\",\"data_offsets\":[0,24]"),
            "9, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found no shape"),
        Damaged(
            "no data_offsets",
            Tensor("\"dtype\":\"F32\",\"shape\":[2,3]"),
            "9, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found no data_offsets"),
        Damaged(
            "dtype twice",
            Tensor("\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]"),
            "40, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found 'dtype' again"),
        Damaged(
            "shape twice",
            Tensor("\"dtype\":\"F32\",\"shape\":[2,3],\"shape\":[2,3],\"data_offsets\":[0,24]"),
            "54, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found 'shape' again"),
        Damaged(
            "data_offsets twice",
            Tensor("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24],\"data_offsets\":[0,24]"),
            "76, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found 'data_offsets' again"),
        Damaged(
            "unknown property",
            Tensor("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24],\"strides\":[1,2]"),
            "76, of tensor 'dense1.weight', expected dtype, shape and data_offsets, each once; found 'strides'"),
        Damaged(
            "unknown dtype",
            Of("\"F33\"", "[2,3]", "[0,24]"),
            "34, of tensor 'dense1.weight', expected a dtype of the format, such as F32; found 'F33'"),
        Damaged(
            "dtype in small letters",
            Of("\"f32\"", "[2,3]", "[0,24]"),
            "34, of tensor 'dense1.weight', expected a dtype of the format, such as F32; found 'f32'"),
        Damaged(
            "dtype that is a number",
            Of("32", "[2,3]", "[0,24]"),
            "34, of tensor 'dense1.weight', expected a text for dtype; found 32"),
        Damaged(
            "dtype that is null",
            Of("null", "[2,3]", "[0,24]"),
            "34, of tensor 'dense1.weight', expected a text for dtype; found null"),
        Damaged(
            "shape that is a number",
            Of("\"F32\"", "6", "[0,24]"),
            "48, of tensor 'dense1.weight', expected an array for shape; found 6"),
        Damaged(
            "shape that is null",
            Of("\"F32\"", "null", "[0,24]"),
            "48, of tensor 'dense1.weight', expected an array for shape; found null"),
        Damaged(
            "negative size",
            Of("\"F32\"", "[-2,-3]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found -2"),
        Damaged(
            "size of minus zero",
            Of("\"F32\"", "[-0]", "[0,0]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found -0"),
        Damaged(
            "size that is no whole number",
            Of("\"F32\"", "[2.0,3]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found 2.0"),
        Damaged(
            "size with an exponent",
            Of("\"F32\"", "[2e0,3]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found 2e0"),
        Damaged(
            "size that is a text",
            Of("\"F32\"", "[\"2\",3]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found a text"),
        Damaged(
            "size that is null",
            Of("\"F32\"", "[null,3]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found null"),
        Damaged(
            "size above 2^63",
            Of("\"F32\"", "[9223372036854775808]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found 9223372036854775808"),
        Damaged(
            "size of a thousand digits",
            Of("\"F32\"", "[" + new string('9', 1000) + "]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found 9999999999999999999999999999999999999999..."),
        Damaged(
            "shape whose product overflows",
            Of("\"F32\"", "[4294967296,4294967296]", "[0,0]"),
            "9, of tensor 'dense1.weight', expected a shape of at most 9223372036854775807 bits; found [4294967296, 4294967296] of F32"),
        Damaged(
            "shape whose product overflows to the right size",
            Of("\"F32\"", "[4611686018427387910]", "[0,24]"),
            "49, of tensor 'dense1.weight', expected a size in shape, a whole number from 0 to 4611686018427387904; found 4611686018427387910"),
        Damaged(
            "shape whose product overflows beside a size of 0",
            Of("\"F32\"", "[4294967296,4294967296,0]", "[0,0]"),
            "9, of tensor 'dense1.weight', expected a shape of at most 9223372036854775807 bits; found [4294967296, 4294967296, 0] of F32"),
        Damaged(
            "size in bits that overflows",
            Of("\"F64\"", "[1152921504606846976]", "[0,0]"),
            "9, of tensor 'dense1.weight', expected a shape of at most 9223372036854775807 bits; found [1152921504606846976] of F64"),
        Damaged(
            "half a byte",
            Of("\"F4\"", "[3]", "[0,1]"),
            "9, of tensor 'dense1.weight', expected a shape of whole bytes; found [3] of F4, 12 bits"),

        // Where the data lies.
        Damaged(
            "one data_offset",
            Of("\"F32\"", "[2,3]", "[24]"),
            "72, of tensor 'dense1.weight', expected two data_offsets, begin and end; found 1"),
        Damaged(
            "three data_offsets",
            Of("\"F32\"", "[2,3]", "[0,24,32]"),
            "77, of tensor 'dense1.weight', expected two data_offsets, begin and end; found 3"),
        Damaged(
            "no offsets in data_offsets",
            Of("\"F32\"", "[2,3]", "[]"),
            "70, of tensor 'dense1.weight', expected two data_offsets, begin and end; found 0"),
        Damaged(
            "data_offsets that are an object",
            Of("\"F32\"", "[2,3]", "{\"begin\":0,\"end\":24}"),
            "69, of tensor 'dense1.weight', expected an array for data_offsets; found an object"),
        Damaged(
            "negative data_offset",
            Of("\"F32\"", "[2,3]", "[-24,0]"),
            "70, of tensor 'dense1.weight', expected an offset in data_offsets, a whole number from 0 to 4611686018427387904; found -24"),
        Damaged(
            "data_offset that is no whole number",
            Of("\"F32\"", "[2,3]", "[0,24.5]"),
            "72, of tensor 'dense1.weight', expected an offset in data_offsets, a whole number from 0 to 4611686018427387904; found 24.5"),
        Damaged(
            "data_offset above 2^64",
            Of("\"F32\"", "[2,3]", "[0,18446744073709551640]"),
            "72, of tensor 'dense1.weight', expected an offset in data_offsets, a whole number from 0 to 4611686018427387904; found 18446744073709551640"),
        Damaged(
            "data_offsets that end before they begin",
            Of("\"F32\"", "[2,3]", "[24,0]"),
            "74, of tensor 'dense1.weight', expected data_offsets that do not end before they begin; found [24, 0]"),
        Damaged(
            "fewer bytes than the shape says",
            Of("\"F32\"", "[2,3]", "[0,20]"),
            "9, of tensor 'dense1.weight', expected 24 bytes, for [2, 3] of F32; found 20, by the data_offsets [0, 20]"),
        Damaged(
            "more bytes than the shape says",
            Of("\"F32\"", "[2,3]", "[0,28]"),
            "9, of tensor 'dense1.weight', expected 24 bytes, for [2, 3] of F32; found 28, by the data_offsets [0, 28]"),
        Damaged(
            "bytes of another dtype",
            Of("\"F64\"", "[2,3]", "[0,24]"),
            "9, of tensor 'dense1.weight', expected 48 bytes, for [2, 3] of F64; found 24, by the data_offsets [0, 24]"),
        Damaged(
            "overlapping tensors",
            Both("[0,24]", "[20,28]"),
            "77, of tensor 'dense1.bias', expected data_offsets that begin at 24, where the tensors before end; found an overlap: [20, 28]"),
        Damaged(
            "tensors in the same place",
            Header("{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"),
            "74, of tensor 'dense1.bias', expected data_offsets that begin at 8, where the tensors before end; found an overlap: [0, 8]"),
        Damaged(
            "hole between tensors",
            Both("[0,24]", "[28,36]"),
            "77, of tensor 'dense1.bias', expected data_offsets that begin at 24, where the tensors before end; found a hole: [28, 36]"),
        Damaged(
            "hole before the first tensor",
            Both("[4,28]", "[28,36]"),
            "9, of tensor 'dense1.weight', expected data_offsets that begin at 0, where the tensors before end; found a hole: [4, 28]"),
        Damaged(
            "empty tensor inside another",
            Header("{" + Weight + "," + Bias + ",\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[8,8]}}"),
            "142, of tensor 'a', expected data_offsets that begin at 24, where the tensors before end; found an overlap: [8, 8]"),
        Damaged(
            "empty tensor behind the end",
            Header("{" + Weight + "," + Bias + ",\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[40,40]}}"),
            "142, of tensor 'a', expected data_offsets that begin at 32, where the tensors before end; found a hole: [40, 40]"),
        Damaged(
            "tensor beyond the end of the file",
            Header("{" + Weight + "," + Bias + ",\"a\":{\"dtype\":\"U8\",\"shape\":[1000000000000],\"data_offsets\":[32,1000000000032]}}"),
            "251, expected the end of the file after 1000000000251 bytes, as its header says; found 251 bytes"),
        Damaged(
            "data_offsets near 2^63",
            Header("{" + Weight + "," + Bias + ",\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[9223372036854775806,9223372036854775807]}}"),
            "188, of tensor 'a', expected an offset in data_offsets, a whole number from 0 to 4611686018427387904; found 9223372036854775806"),
        Damaged(
            "data that no tensor covers",
            SafetensorsBytes.File(SafetensorsBytes.Header, new byte[40]),
            "174, expected the end of the file after 174 bytes, as its header says; found 182 bytes"),

        // Sound files of other parameters.
        Unfit(
            "no tensors",
            SafetensorsBytes.File("{}"),
            "'dense1.weight' [2, 3] is missing; 'dense1.bias' [2] is missing"),
        Unfit(
            "tensor missing",
            SafetensorsBytes.File("{" + Weight + "}", new byte[24]),
            "'dense1.bias' [2] is missing"),
        Unfit(
            "tensor too many",
            SafetensorsBytes.File("{" + Weight + "," + Bias + ",\"dense2.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[32,36]}}", new byte[36]),
            "'dense2.bias' [1] is not a tensor of the network"),
        Unfit(
            "weights transposed",
            Of("\"F32\"", "[3,2]", "[0,24]"),
            "'dense1.weight' must have the shape [2, 3] and has [3, 2]"),
        Unfit(
            "weights flat",
            Of("\"F32\"", "[6]", "[0,24]"),
            "'dense1.weight' must have the shape [2, 3] and has [6]"),
        Unfit(
            "weights with a dimension more",
            Of("\"F32\"", "[1,2,3]", "[0,24]"),
            "'dense1.weight' must have the shape [2, 3] and has [1, 2, 3]"),
        Unfit(
            "bias that is a single number",
            SafetensorsBytes.File("{" + Weight + ",\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[24,28]}}", new byte[28]),
            "'dense1.bias' must have the shape [2] and has []"),
        Unfit(
            "shape that would be right in 32 bits",
            SafetensorsBytes.File("{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[4294967298,0],\"data_offsets\":[0,0]},\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[8]),
            "'dense1.weight' must have the shape [2, 3] and has [4294967298, 0]"),
        Unfit(
            "many other tensors",
            SafetensorsBytes.File("{" + string.Join(",", Enumerable.Range(0, 20).Select(i => "\"t" + i + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}")) + "}"),
            "'dense1.weight' [2, 3] is missing; 'dense1.bias' [2] is missing; 't0' [0] is not a tensor of the network; 't1' [0] is not a tensor of the network; 't2' [0] is not a tensor of the network; 't3' [0] is not a tensor of the network; 't4' [0] is not a tensor of the network; 't5' [0] is not a tensor of the network; and 14 more"),
        Unfit(
            "control characters in a name",
            SafetensorsBytes.File("{" + Weight + "," + Bias + ",\"a\\u001b\\n[2J\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", new byte[32]),
            "'a\\u001b\\u000a[2J' [0] is not a tensor of the network"),
        Unfit(
            "name of a thousand characters",
            SafetensorsBytes.File("{" + Weight + "," + Bias + ",\"" + new string('a', 1000) + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", new byte[32]),
            "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...' [0] is not a tensor of the network"),
        Other(
            "checkpoint",
            SafetensorsBytes.File("{\"__metadata__\":{\"neuralgen.checkpoint\":\"1\"}," + Weight + "," + Bias + "}", new byte[32]),
            "is a checkpoint of a training, which holds more than parameters: training can be continued from it"),
        Unfit(
            "integers",
            Of("\"I32\"", "[2,3]", "[0,24]"),
            "'dense1.weight' must be of type F32, F64, F16 or BF16 and is of I32"),
        Unfit(
            "names of another network",
            SafetensorsBytes.File(SafetensorsBytes.Header.Replace("dense1", "fc1", StringComparison.Ordinal), new byte[32]),
            "'dense1.weight' [2, 3] is missing; 'dense1.bias' [2] is missing; 'fc1.weight' [2, 3] is not a tensor of the network; 'fc1.bias' [2] is not a tensor of the network"),
        Unfit(
            "names in capitals",
            SafetensorsBytes.File(SafetensorsBytes.Header.Replace("dense1", "Dense1", StringComparison.Ordinal), new byte[32]),
            "'dense1.weight' [2, 3] is missing; 'dense1.bias' [2] is missing; 'Dense1.weight' [2, 3] is not a tensor of the network; 'Dense1.bias' [2] is not a tensor of the network"),
        Unfit(
            "number too large for single precision",
            SafetensorsBytes.File(
                "{\"dense1.weight\":{\"dtype\":\"F64\",\"shape\":[2,3],\"data_offsets\":[0,48]},\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[48,56]}}",
                [.. SafetensorsBytes.Data(0.0, 0.0, 0.0, 0.0, -1e39, 0.0), .. new byte[8]]),
            "tensor 'dense1.weight' of F64 holds -1E+39 at index 4 (row-major), which is too large for F32"),
    ];

    private static DamagedFile Damaged(string name, byte[] content, string problem) =>
        new(name, content, "is damaged or not a safetensors file: at offset " + problem + ".");

    private static DamagedFile Unfit(string name, byte[] content, string problem) =>
        new(name, content, "does not fit the network: " + problem + ".");

    private static DamagedFile Other(string name, byte[] content, string problem) => new(name, content, problem + ".");

    private static byte[] Header(string header) => SafetensorsBytes.File(header, SafetensorsBytes.Data(SafetensorsBytes.Values));

    private static byte[] Tensor(string properties) => Header("{\"dense1.weight\":{" + properties + "}," + Bias + "}");

    private static byte[] Of(string type, string shape, string offsets) =>
        Tensor("\"dtype\":" + type + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets);

    private static byte[] Both(string weight, string bias) =>
        SafetensorsBytes.File(
            "{\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":" + weight + "},\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + bias + "}}",
            new byte[36]);

    private static byte[] WithLength(int difference) =>
        [.. SafetensorsBytes.Length((ulong)(SafetensorsBytes.Header.Length + difference)), .. SafetensorsBytes.Sound[8..]];

    private static byte[] BigEndian() =>
        [.. SafetensorsBytes.Length((ulong)SafetensorsBytes.Header.Length).Reverse(), .. SafetensorsBytes.Sound[8..]];
}
