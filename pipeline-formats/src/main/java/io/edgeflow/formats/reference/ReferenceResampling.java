package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Resampling;
import io.edgeflow.core.graph.op.Taps;

/** The operators that give an image of another size. */
interface ReferenceResampling extends Resampling.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] resize(Resampling.Resize op) {
    Taps rows = op.rows(call().in());
    Taps columns = op.columns(call().in());
    float[] y = new float[call().output().elementsPerSample()];
    int width = op.size().width();
    int pixels = op.size().height() * width;
    for (int i = 0; i < y.length; i++) {
      int plane = i / pixels * rows.input();
      int row = i % pixels / width;
      int column = i % width;
      double low = along(plane + rows.low()[row], columns, column);
      double high = along(plane + rows.high()[row], columns, column);
      y[i] = (float) (low + rows.share()[row] * (high - low));
    }
    return y;
  }

  private double along(int row, Taps columns, int column) {
    double low = call().x()[row * columns.input() + columns.low()[column]];
    double high = call().x()[row * columns.input() + columns.high()[column]];
    return low + columns.share()[column] * (high - low);
  }
}
