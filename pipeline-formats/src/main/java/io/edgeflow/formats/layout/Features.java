package io.edgeflow.formats.layout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Batches of features checked against what a model takes: images {@code [batch, height, width,
 * channels]}, series {@code [batch, time, features]}, or vectors {@code [batch, features]}.
 */
public final class Features {
  private Features() {}

  /**
   * Checks the batches of a model's inputs.
   *
   * @param samples the shape of one sample in memory, for each input
   * @param where the model, named in errors
   * @return the number of rows, the same for each
   * @throws PipelineException if a batch is missing or too many, or {@link #require} refuses it
   */
  public static int requireAll(List<Tensor> features, List<int[]> samples, Object where) {
    if (features.size() != samples.size()) {
      throw PipelineException.failed("The features do not fit the model's inputs")
          .found(features.size() + " tensors")
          .limit(samples.size() + " inputs")
          .where(where)
          .build();
    }
    for (int i = 0; i < samples.size(); i++) {
      require(features.get(i), samples.get(i), where);
      if (features.get(i).dim(0) != features.get(0).dim(0)) {
        throw PipelineException.failed("The inputs of a batch have different rows")
            .found(features)
            .where(where)
            .build();
      }
    }
    return features.get(0).dim(0);
  }

  /**
   * Checks a batch against the shape of one sample.
   *
   * @param sample {@code [height, width, channels]}, {@code [time, features]} or {@code [features]}
   * @param where the model, named in errors
   * @throws PipelineException if element type or shape differ
   */
  public static void require(Tensor features, int[] sample, Object where) {
    int[] dims = features.dims();
    boolean fits =
        features.type() == ElementType.FLOAT32
            && dims.length == sample.length + 1
            && Arrays.equals(dims, 1, dims.length, sample, 0, sample.length);
    if (!fits) {
      throw PipelineException.failed("The features do not fit the model's input")
          .found(features)
          .limit("FLOAT32 [batch, " + Arrays.toString(sample).substring(1))
          .where(where)
          .remedy("apply the preprocessing that travels with the model")
          .build();
    }
  }

  /** The shape of one sample in memory, from {@code [channels, height, width]}. */
  public static int[] channelsLast(int[] logical) {
    return logical.length == 3 ? new int[] {logical[1], logical[2], logical[0]} : logical.clone();
  }

  /**
   * The batch in logical order, in a fresh direct buffer of native byte order.
   *
   * @param logical the shape of one sample, {@code [channels, height, width]}, {@code [time,
   *     features]} or {@code [features]}
   */
  public static ByteBuffer toChannelsFirst(Tensor features, int[] logical, Object where) {
    require(features, channelsLast(logical), where);
    FloatBuffer source = features.floats();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(features.size() * Float.BYTES).order(ByteOrder.nativeOrder());
    FloatBuffer target = bytes.asFloatBuffer();
    if (logical.length != 3 || logical[0] == 1) {
      target.put(source);
      return bytes;
    }
    int channels = logical[0];
    int pixels = logical[1] * logical[2];
    for (int image = 0; image < features.dim(0) * pixels * channels; image += pixels * channels) {
      for (int c = 0; c < channels; c++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          target.put(source.get(image + pixel * channels + c));
        }
      }
    }
    return bytes;
  }
}
