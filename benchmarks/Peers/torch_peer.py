"""PyTorch: for inference the faster of eager mode and TorchScript, for training eager mode, which is all it has here.

The conversation with the comparison is described in README.md.
"""
import os
import sys
import time

import numpy as np
import torch
from torch import nn

ACTIVATIONS = {'relu': nn.ReLU, 'tanh': nn.Tanh, 'sigmoid': nn.Sigmoid, 'identity': nn.Identity}
SLICES = 5


class Workload:
    def __init__(self, folder):
        with open(os.path.join(folder, 'workload.txt'), encoding='ascii') as file:
            words = {line.split()[0]: line.split()[1:] for line in file if line.strip()}
        self.sizes = [int(size) for size in words['sizes']]
        self.activations = words['activations']
        self.loss = words['loss'][0]
        self.optimizer = words['optimizer'][0]
        self.rate = float(words['rate'][0])
        self.batch = int(words['batch'][0])
        self.checked_steps = int(words['checkedsteps'][0])
        self.parameters = self.numbers(folder, 'parameters').ravel()
        self.inputs = self.batches(self.numbers(folder, 'inputs', self.sizes[0]))
        self.targets = self.batches(self.numbers(folder, 'targets', self.sizes[-1]))

    @staticmethod
    def numbers(folder, name, columns=1):
        return torch.from_numpy(np.fromfile(os.path.join(folder, name + '.f32'), '<f4').reshape(-1, columns))

    def batches(self, rows):
        """Whole batches, each with memory of its own."""
        return [part.clone() for part in rows.split(self.batch) if len(part) == self.batch]

    def network(self, logits):
        """The layers with the initial parameters; without a final softmax if logits are wanted."""
        modules, position = [], 0
        for inputs, outputs, activation in zip(self.sizes, self.sizes[1:], self.activations):
            linear = nn.Linear(inputs, outputs)
            weights = self.parameters[position:position + inputs * outputs].reshape(outputs, inputs)
            biases = self.parameters[position + inputs * outputs:][:outputs]
            linear.weight, linear.bias = nn.Parameter(weights.clone()), nn.Parameter(biases.clone())
            position += (inputs + 1) * outputs
            modules.append(linear)
            if activation != 'softmax':
                modules.append(ACTIVATIONS[activation]())
            elif not logits:
                modules.append(nn.Softmax(dim=1))
        return nn.Sequential(*(module for module in modules if not isinstance(module, nn.Identity)))


class Session:
    """Repeats steps in turn through the batches; a subclass says what a step is."""

    def __init__(self, workload):
        self.workload = workload
        self.estimate = None

    def run(self, steps):
        for step in range(steps):
            self.step(step % len(self.workload.inputs))

    def time_of(self, steps):
        start = time.perf_counter()
        self.run(steps)
        return time.perf_counter() - start

    def seconds_per_step(self, seconds):
        self.reset()
        if self.estimate is None:
            steps, spent = 1, 0
            while spent < 0.2:
                elapsed = self.time_of(steps)
                self.estimate, spent, steps = elapsed / steps, spent + elapsed, 2 * steps
            self.reset()
        steps, spent, best = max(1, int(seconds / SLICES / self.estimate)), 0, float('inf')
        for _ in range(SLICES):
            if spent < seconds:
                elapsed = self.time_of(steps)
                spent, best = spent + elapsed, min(best, elapsed / steps)
        self.estimate = best
        return best


class Inference(Session):
    def __init__(self, workload, script):
        super().__init__(workload)
        self.model = workload.network(logits=False).eval()
        if script:
            self.model = torch.jit.optimize_for_inference(torch.jit.trace(self.model, workload.inputs[0]))
            for _ in range(20):  # TorchScript optimises during the first calls
                self.model(workload.inputs[0])

    def reset(self):
        pass

    def step(self, batch):
        self.model(self.workload.inputs[batch])

    def answer(self):
        return torch.cat([self.model(batch) for batch in self.workload.inputs])


class Training(Session):
    def __init__(self, workload):
        super().__init__(workload)
        if workload.loss == 'crossentropy':  # PyTorch's takes class numbers
            self.targets = [target.argmax(1) for target in workload.targets]
            self.loss = nn.CrossEntropyLoss()
        elif workload.loss == 'meansquarederror':
            self.targets, self.loss = workload.targets, nn.MSELoss()
        else:
            total = nn.MSELoss(reduction='sum')
            self.targets, self.loss = workload.targets, lambda a, y: total(a, y) * (0.5 / workload.batch)

    def reset(self):
        self.model = self.workload.network(logits=self.workload.loss == 'crossentropy')
        optimizer = torch.optim.Adam if self.workload.optimizer == 'adam' else torch.optim.SGD
        self.optimizer = optimizer(self.model.parameters(), lr=self.workload.rate)

    def step(self, batch):
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.model(self.workload.inputs[batch]), self.targets[batch]).backward()
        self.optimizer.step()

    def answer(self):
        self.reset()
        self.run(self.workload.checked_steps)
        return torch.cat([parameter.data.ravel() for parameter in self.model.parameters()])


def open_workload(folder):
    workload = Workload(folder)
    if workload.optimizer != 'none':
        torch.set_grad_enabled(True)
        sessions = [Training(workload)]
    else:
        torch.set_grad_enabled(False)
        sessions = [Inference(workload, script=False), Inference(workload, script=True)]
    answers = [session.answer().numpy() for session in sessions]
    worst = max(answers, key=lambda answer: abs(answer - answers[0]).max())  # of two modes, the one that differs
    worst.astype('<f4').tofile(os.path.join(folder, 'answer.f32'))
    return sessions


def main():
    torch.set_num_threads(1)
    print('PyTorch ' + '.'.join(torch.__version__.split('+')[0].split('.')[:2]), flush=True)
    sessions = []
    for line in sys.stdin:
        command, _, rest = line.rstrip('\n').partition(' ')
        if command == 'open':
            sessions = open_workload(rest)
            print('opened', flush=True)
        elif command == 'run':
            print(min(session.seconds_per_step(float(rest) / len(sessions)) for session in sessions), flush=True)


if __name__ == '__main__':
    main()
