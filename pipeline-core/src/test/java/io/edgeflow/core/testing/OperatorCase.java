package io.edgeflow.core.testing;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * One operator with one choice of its parameters, behind a sum with a trainable operand, so that
 * the gradient by that operand tells the gradient by the operator's input.
 *
 * @param name says operator and choice, for example {@code conv2d_same_stride_2}; numbers are drawn
 *     from streams of its own
 * @param ids 0, or the input holds whole numbers below it
 * @param refusedBy formats that have no exact form for it
 */
public record OperatorCase(String name, ModelGraph graph, int ids, Set<Format> refusedBy) {
  /** Copies the formats. */
  public OperatorCase {
    refusedBy = Set.copyOf(refusedBy);
  }

  /** The key of its streams. */
  long key() {
    return key(name);
  }

  static long key(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** The same case, which these formats cannot hold. */
  OperatorCase refusedBy(Format... formats) {
    return new OperatorCase(name, graph, ids, Set.of(formats));
  }

  /** Its batch, in the order that predictors take: images channels-last. */
  public Tensor batch() {
    Shape shape = graph.signature().inputShape();
    int[] dims = shape.resolve(RandomGraphs.SAMPLES, 1);
    int size = RandomGraphs.SAMPLES * shape.elementsPerSample();
    float[] logical = ids > 0 ? DrawnValues.ids(key(), size, ids) : DrawnValues.batch(key(), size);
    if (dims.length != 4) {
      return Tensor.of(dims, logical);
    }
    int[] order = FeatureOrder.channelsLast(dims[1], dims[2], dims[3]);
    return Tensor.of(
        new int[] {dims[0], dims[2], dims[3], dims[1]}, FeatureOrder.toMemory(logical, order));
  }

  /** What each output counts in the sum that gradients are taken of. */
  public float[] slope(int outputs) {
    return DrawnValues.slope(key(), outputs);
  }

  @Override
  public String toString() {
    return name;
  }
}
