package io.edgeflow.formats.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import io.edgeflow.formats.lower.LoweredGraph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Finds the ranges of a graph's tensors with ONNX Runtime (min-max calibration). The file that runs
 * reduces each tensor itself, and two numbers a tensor are all that is kept, however many samples
 * are seen. Thread-safe: a batch runs on the one thread that observes it, and several threads may
 * observe at a time, which is faster than several threads in one operator. The ranges depend
 * neither on how samples are batched nor on the order of batches.
 */
public final class OnnxCalibrator implements AutoCloseable {
  /** What the tensors of a batch may take, about: larger batches are hardly faster. */
  private static final long BATCH_BYTES = 8L << 20;

  private static final int LARGEST_BATCH = 64;

  private final String where;
  private final RangeGraph ranges;
  private final List<int[]> samples;
  private final OrtSession session;
  private final Map<String, OnnxTensorLike> weights;
  private final Map<String, Extremes> seen = new LinkedHashMap<>();
  private final ReadWriteLock running = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxCalibrator(
      String where, RangeGraph ranges, OrtSession session, Map<String, OnnxTensorLike> weights) {
    this.where = where;
    this.ranges = ranges;
    this.samples =
        IntStream.range(0, ranges.lowered().inputs().size()).mapToObj(ranges::sample).toList();
    this.session = session;
    this.weights = weights;
    ranges.values().forEach(value -> seen.put(value, new Extremes(value)));
  }

  /**
   * Prepares a folded graph.
   *
   * @param values whose ranges are wanted
   * @throws IllegalArgumentException if one of the values is none of the float model
   * @throws PipelineException if ONNX Runtime has no kernel for a node
   */
  public static OnnxCalibrator open(LoweredGraph folded, Set<String> values) {
    String where = "model " + folded.name();
    RangeGraph ranges = RangeGraph.of(folded, values);
    OnnxEngine.require();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // A pattern is one block for all tensors of a run, on top of what the first run took.
      options.setMemoryPatternOptimization(false);
      Map<String, Tensor> outside = new LinkedHashMap<>();
      byte[] file = ranges.bytes(outside);
      Map<String, OnnxTensorLike> weights = new LinkedHashMap<>();
      for (Map.Entry<String, Tensor> weight : outside.entrySet()) {
        weights.put(weight.getKey(), weight(weight.getValue()));
      }
      options.addExternalInitializers(weights);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(file, options);
      FreedMemory.giveBack();
      return new OnnxCalibrator(where, ranges, session, weights);
    } catch (OrtException e) {
      throw failed(where, e);
    }
  }

  /** How many rows {@link #observe} should take at once for speed in little memory. */
  public int batchRows() {
    return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_BYTES / ranges.bytesPerSample()));
  }

  /**
   * Widens the ranges by what a batch gives.
   *
   * @param inputs as {@link io.edgeflow.core.predict.Predictor#run} takes them
   * @throws PipelineException if a value is NaN or infinite, or the batch does not fit the inputs
   */
  public void observe(List<Tensor> inputs) {
    int rows = Features.requireAll(inputs, samples, where);
    observe(inputs.stream().map(Tensor::floats).toList(), rows);
  }

  /**
   * Widens the ranges by what a batch gives whose memory the caller may use again.
   *
   * @param inputs direct, in native byte order, with the rows of each input from their position on;
   *     images channels-last
   * @throws PipelineException if a value is NaN or infinite
   */
  public void observe(List<FloatBuffer> inputs, int rows) {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    running.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The calibrator of " + where + " is closed");
      }
      for (int i = 0; i < inputs.size(); i++) {
        given.put(ranges.input(i), tensor(inputs.get(i), rows, samples.get(i)));
      }
      try (OrtSession.Result found = session.run(given)) {
        widen(found);
      }
    } catch (OrtException e) {
      throw failed(where, e);
    } finally {
      given.values().forEach(OnnxTensor::close);
      running.readLock().unlock();
    }
  }

  /**
   * The ranges of what was observed.
   *
   * @throws IllegalStateException if nothing was observed
   */
  public Map<String, ValueRange> ranges() {
    synchronized (seen) {
      Map<String, ValueRange> found = new LinkedHashMap<>();
      seen.forEach((value, extremes) -> found.put(value, extremes.range()));
      return found;
    }
  }

  /** Waits for what is being observed. */
  @Override
  public void close() {
    running.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
        weights.values().forEach(OnnxTensorLike::close);
      }
    } catch (OrtException e) {
      throw failed(where, e);
    } finally {
      running.writeLock().unlock();
    }
  }

  private void widen(OrtSession.Result found) {
    int output = 0;
    synchronized (seen) {
      for (Extremes extremes : seen.values()) {
        extremes.add(
            numbers(found, output), numbers(found, output + 1), numbers(found, output + 2));
        output += 3;
      }
    }
  }

  private static OnnxTensor weight(Tensor weight) throws OrtException {
    int[] dims = weight.dims();
    return tensor(weight.floats(), dims[0], Arrays.copyOfRange(dims, 1, dims.length));
  }

  /** A tensor in the very memory of a buffer. */
  private static OnnxTensor tensor(FloatBuffer values, int rows, int[] row) throws OrtException {
    long[] shape =
        LongStream.concat(LongStream.of(rows), Arrays.stream(row).asLongStream()).toArray();
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
  }

  private static FloatBuffer numbers(OrtSession.Result found, int output) {
    return ((OnnxTensor) found.get(output)).getFloatBuffer();
  }

  private static PipelineException failed(String where, OrtException e) {
    return PipelineException.failed("ONNX Runtime cannot calibrate the model")
        .found(String.valueOf(e.getMessage()))
        .where(where)
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
