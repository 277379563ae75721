using NeuralGen;

float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
float[] targets = [0, 1, 1, 0];

var network = new Xor();
var adam = new Adam<float>(0.05f);
for (int step = 0; step < 500; step++)
{
    network.TrainBatch(inputs, targets, adam);
}

float[] outputs = new float[4];
network.ForwardBatch(inputs, outputs);
for (int i = 0; i < 4; i++)
{
    Console.WriteLine($"{inputs[2 * i]} xor {inputs[(2 * i) + 1]} = {outputs[i]:F3}");
}

[NeuralNetwork(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(8, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class Xor;
