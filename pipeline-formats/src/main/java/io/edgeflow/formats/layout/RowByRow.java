package io.edgeflow.formats.layout;

import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Runs a batch through what takes one sample at a time. */
public final class RowByRow {
  private RowByRow() {}

  /** Takes a sample of each input in the order of memory, gives one of each output in logical. */
  @FunctionalInterface
  public interface Row {
    /** Runs one row. */
    List<float[]> run(List<float[]> samples);
  }

  /**
   * Runs a batch.
   *
   * @param where the model, for errors
   * @throws io.edgeflow.core.error.PipelineException if the features do not fit the inputs
   */
  public static List<Tensor> run(
      List<Tensor> features,
      List<ForeignPort> inputs,
      List<ForeignPort> outputs,
      Object where,
      Row each) {
    int rows =
        Features.requireAll(features, inputs.stream().map(ForeignPort::sample).toList(), where);
    List<float[]> found =
        outputs.stream().map(port -> new float[Math.multiplyExact(rows, port.size())]).toList();
    for (int row = 0; row < rows; row++) {
      int at = row;
      List<float[]> given = features.stream().map(tensor -> tensor.floatRow(at)).toList();
      List<float[]> outcome = each.run(given);
      for (int i = 0; i < outcome.size(); i++) {
        float[] values = outcome.get(i);
        System.arraycopy(values, 0, found.get(i), row * values.length, values.length);
      }
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      int[] dims =
          IntStream.concat(IntStream.of(rows), IntStream.of(outputs.get(i).logical())).toArray();
      tensors.add(Tensor.of(dims, found.get(i)));
    }
    return tensors;
  }
}
