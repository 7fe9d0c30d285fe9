package io.edgeflow.train.testing;

import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;

/**
 * Plays back outputs, row after row, whatever the features are; from the first again at the end.
 */
public final class Playback implements Predictor {
  private final List<float[]> outputs;
  private int next;

  public Playback(List<float[]> outputs) {
    this.outputs = outputs;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    int rows = inputs.get(0).dim(0);
    int each = outputs.get(0).length;
    float[] batch = new float[rows * each];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(outputs.get(next++ % outputs.size()), 0, batch, row * each, each);
    }
    return List.of(Tensor.of(new int[] {rows, each}, batch));
  }

  @Override
  public String runtime() {
    return "playback";
  }

  @Override
  public void close() {}
}
