package io.edgeflow.formats.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Finds the range of a graph's tensors with ONNX Runtime (min-max calibration): the file that runs
 * reduces each tensor itself, so that two numbers a tensor are all that is kept, however many
 * samples are seen. The ranges do not depend on how the samples are batched or on the threads. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (OnnxCalibrator calibrator = OnnxCalibrator.open(graph, ModelExporter.ranged(graph), 2)) {
 *   calibrator.observe(List.of(split.batch(0, calibrator.batchRows())));
 *   graph = graph.withRanges(calibrator.ranges());
 * }
 * }</pre>
 */
public final class OnnxCalibrator implements AutoCloseable {
  /** What the tensors of a batch may take, about: more rows at once are hardly faster. */
  private static final long BATCH_BYTES = 32L << 20;

  private static final int LARGEST_BATCH = 64;

  private final ModelGraph graph;
  private final List<int[]> samples;
  private final List<int[]> inMemory;
  private final Map<String, Extremes> seen = new LinkedHashMap<>();
  private final int batchRows;
  private final OrtSession session;

  private OnnxCalibrator(ModelGraph graph, RangeGraph ranges, OrtSession session) {
    this.graph = graph;
    this.samples =
        graph.signature().inputs().stream()
            .map(input -> input.shape().resolve(1, 1))
            .map(dims -> Arrays.copyOfRange(dims, 1, dims.length))
            .toList();
    this.inMemory = samples.stream().map(Features::channelsLast).toList();
    ranges.tensors().forEach(tensor -> seen.put(tensor, new Extremes(tensor)));
    this.batchRows =
        (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_BYTES / ranges.bytesPerSample()));
    this.session = session;
  }

  /**
   * Prepares a graph.
   *
   * @param tensors whose ranges are wanted
   * @param threads within one operator
   * @throws IllegalArgumentException if one of the tensors is folded into others, or no output
   *     depends on it
   * @throws PipelineException if a weight is not finite or ONNX Runtime has no kernel for a node
   */
  public static OnnxCalibrator open(ModelGraph graph, Set<String> tensors, int threads) {
    RangeGraph ranges = RangeGraph.of(graph, tensors);
    OnnxEngine.require();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(ranges.bytes(), options);
      return new OnnxCalibrator(graph, ranges, session);
    } catch (OrtException e) {
      throw failed(graph, e);
    }
  }

  /** How many rows {@link #observe} should take at once for speed in little memory. */
  public int batchRows() {
    return batchRows;
  }

  /**
   * Widens the ranges by what a batch gives.
   *
   * @param inputs as {@link io.edgeflow.core.predict.Predictor#run} takes them
   * @throws PipelineException if a value is NaN or infinite, or the batch does not fit the inputs
   */
  public void observe(List<Tensor> inputs) {
    int rows = Features.requireAll(inputs, inMemory, where(graph));
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      for (int i = 0; i < inputs.size(); i++) {
        given.put(graph.signature().inputs().get(i).name(), tensor(inputs.get(i), i, rows));
      }
      try (OrtSession.Result found = session.run(given)) {
        int output = 0;
        for (Extremes extremes : seen.values()) {
          extremes.add(
              numbers(found, output), numbers(found, output + 1), numbers(found, output + 2));
          output += 3;
        }
      }
    } catch (OrtException e) {
      throw failed(graph, e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * The ranges of what was observed.
   *
   * @throws IllegalStateException if nothing was observed
   */
  public Map<String, ValueRange> ranges() {
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    seen.forEach((tensor, extremes) -> ranges.put(tensor, extremes.range()));
    return ranges;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(graph, e);
    }
  }

  private OnnxTensor tensor(Tensor features, int input, int rows) throws OrtException {
    int[] sample = samples.get(input);
    FloatBuffer values = Features.toChannelsFirst(features, sample, where(graph)).asFloatBuffer();
    long[] shape =
        LongStream.concat(LongStream.of(rows), Arrays.stream(sample).asLongStream()).toArray();
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
  }

  private static FloatBuffer numbers(OrtSession.Result found, int output) {
    return ((OnnxTensor) found.get(output)).getFloatBuffer();
  }

  private static String where(ModelGraph graph) {
    return "model " + graph.name();
  }

  private static PipelineException failed(ModelGraph graph, OrtException e) {
    return PipelineException.failed("ONNX Runtime cannot calibrate the model")
        .found(String.valueOf(e.getMessage()))
        .where(where(graph))
        .cause(e)
        .build();
  }

  /** The smallest and largest value of a tensor so far. */
  private static final class Extremes {
    private final String tensor;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;

    private Extremes(String tensor) {
      this.tensor = tensor;
    }

    private void add(FloatBuffer least, FloatBuffer most, FloatBuffer sums) {
      for (int row = 0; row < sums.limit(); row++) {
        if (Float.isNaN(sums.get(row))) {
          throw notFinite("NaN");
        }
        min = Math.min(min, least.get(row));
        max = Math.max(max, most.get(row));
      }
      if (!Float.isFinite(min) || !Float.isFinite(max)) {
        throw notFinite("[" + min + ", " + max + "]");
      }
    }

    private PipelineException notFinite(String found) {
      return PipelineException.failed("The model gives values that are not finite")
          .found(found)
          .where("tensor " + tensor)
          .remedy("train again, with a smaller learning rate")
          .build();
    }

    private ValueRange range() {
      if (min > max) {
        throw new IllegalStateException("Nothing was observed of tensor " + tensor);
      }
      return new ValueRange(min, max);
    }
  }
}
