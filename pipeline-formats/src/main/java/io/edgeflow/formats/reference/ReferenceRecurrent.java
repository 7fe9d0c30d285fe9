package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Returns;

/** Layers that read a series step by step; the state is kept in double precision. */
interface ReferenceRecurrent extends Recurrent.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  /** The state behind one step. */
  interface Cell {
    /**
     * Replaces the state.
     *
     * @param input products with the input and their bias, gate after gate
     * @param recurrent products with the state and their bias, gate after gate
     */
    void step(double[] input, double[] recurrent, double[] state);
  }

  @Override
  default float[] lstm(Recurrent.Lstm op) {
    int n = op.hidden();
    double[] memory = new double[n];
    return run(
        op,
        (input, recurrent, state) -> {
          for (int j = 0; j < n; j++) {
            double in = sigmoid(input[j] + recurrent[j]);
            double forget = sigmoid(input[n + j] + recurrent[n + j]);
            double gate = Math.tanh(input[2 * n + j] + recurrent[2 * n + j]);
            double out = sigmoid(input[3 * n + j] + recurrent[3 * n + j]);
            memory[j] = forget * memory[j] + in * gate;
            state[j] = out * Math.tanh(memory[j]);
          }
        });
  }

  @Override
  default float[] gru(Recurrent.Gru op) {
    int n = op.hidden();
    return run(
        op,
        (input, recurrent, state) -> {
          for (int j = 0; j < n; j++) {
            double reset = sigmoid(input[j] + recurrent[j]);
            double keep = sigmoid(input[n + j] + recurrent[n + j]);
            double next = Math.tanh(input[2 * n + j] + reset * recurrent[2 * n + j]);
            state[j] = (1 - keep) * next + keep * state[j];
          }
        });
  }

  private float[] run(Recurrent op, Cell cell) {
    int time = call().in().fixed(1);
    int features = call().in().fixed(2);
    int hidden = op.hidden();
    int rows = op.gates() * hidden;
    float[] recurrentBias =
        call().constants().getOrDefault(ConstantRole.RECURRENT_BIAS, new float[rows]);
    double[] x = doubles(call().x());
    double[] state = new double[hidden];
    float[] y = new float[call().output().elementsPerSample()];
    for (int step = 0; step < time; step++) {
      int at = op.reverse() ? time - 1 - step : step;
      cell.step(
          products(call().constant(ConstantRole.WEIGHT), call().bias(rows), x, at * features),
          products(call().constant(ConstantRole.RECURRENT_WEIGHT), recurrentBias, state, 0),
          state);
      int target = op.returns() == Returns.SEQUENCE ? at * hidden : 0;
      for (int j = 0; j < hidden; j++) {
        y[target + j] = (float) state[j];
      }
    }
    return y;
  }

  private static double[] products(float[] weight, float[] bias, double[] x, int from) {
    int columns = weight.length / bias.length;
    double[] y = doubles(bias);
    for (int i = 0; i < weight.length; i++) {
      y[i / columns] += weight[i] * x[from + i % columns];
    }
    return y;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
