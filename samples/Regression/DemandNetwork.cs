using NeuralGen;

namespace Regression;

/// <summary>
/// Predicts a building's demand from 15 numbers: temperature, humidity and hour, and a number for each day, each kind of weather
/// and each answer to whether it is a holiday. Huber's loss keeps the hours in which the meter misread from counting too much.
/// </summary>
[NeuralNetwork(15, Loss = Loss.Huber)]
[Dense(32, Activation.SiLU)]
[Dense(16, Activation.SiLU)]
[Dense(1)]
internal sealed partial class DemandNetwork;
