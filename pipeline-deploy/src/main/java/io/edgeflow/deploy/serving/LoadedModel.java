package io.edgeflow.deploy.serving;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Postprocessing;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.formats.Runtimes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * A model file in its runtime, on one thread, with its preprocessing. A row's answer is the same to
 * the bit alone and in a batch. Not thread-safe.
 */
public final class LoadedModel implements AutoCloseable {
  private final InferenceConfig config;
  private final Predictor predictor;
  private final double loadTimeMs;

  private LoadedModel(InferenceConfig config, Predictor predictor, double loadTimeMs) {
    this.config = config;
    this.predictor = predictor;
    this.loadTimeMs = loadTimeMs;
  }

  /**
   * Loads a model file.
   *
   * @throws PipelineException if the runtime refuses it
   */
  public static LoadedModel open(Path model, InferenceConfig config) {
    long start = System.nanoTime();
    Predictor predictor = Runtimes.open(model, config.format(), 1);
    return new LoadedModel(config, predictor, (System.nanoTime() - start) / 1e6);
  }

  /** How rows become answers. */
  public InferenceConfig config() {
    return config;
  }

  /** The runtime and its version. */
  public String runtime() {
    return predictor.runtime();
  }

  /** Milliseconds that loading took. */
  public double loadTimeMs() {
    return loadTimeMs;
  }

  /**
   * Turns raw rows into the model's input.
   *
   * @param raw FLOAT32 {@code [rows, columns]}, NaN where missing
   * @return FLOAT32 in memory order, the rows first
   * @throws PipelineException naming the row, if rows have another length or one stays incomplete
   */
  public Tensor prepare(Tensor raw) {
    return prepare(raw, 0, raw.dim(0));
  }

  /**
   * Turns some of many raw rows into the model's input.
   *
   * @param raw FLOAT32 {@code [rows, columns]}, NaN where missing
   * @param from the first row
   * @param to the row after the last
   * @return FLOAT32 in memory order, the rows first
   * @throws PipelineException naming the row, if rows have another length or one stays incomplete
   */
  public Tensor prepare(Tensor raw, int from, int to) {
    int rows = to - from;
    int bytes = Math.multiplyExact(Math.multiplyExact(rows, config.input().size()), Float.BYTES);
    ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer features = data.asFloatBuffer();
    for (int row = from; row < to; row++) {
      features.put(prepared(raw, row));
    }
    return Tensor.wrap(ElementType.FLOAT32, config.input().dims(rows), data);
  }

  private float[] prepared(Tensor raw, int row) {
    try {
      return config.preprocessing().apply(raw.floatRow(row));
    } catch (PipelineException e) {
      throw PipelineException.failed("row " + row + ": " + e.getMessage()).cause(e).build();
    }
  }

  /**
   * Answers prepared rows.
   *
   * @param features at least one row, as {@link #prepare} gives them
   * @throws PipelineException if the model gives another number of values than its target has
   */
  public Answers answer(Tensor features) {
    int rows = features.dim(0);
    long start = System.nanoTime();
    Tensor output = predictor.predict(features);
    double latencyMs = (System.nanoTime() - start) / 1e6 / rows;
    int wanted = config.target().outputs(config.input().size());
    if (output.size() != rows * wanted) {
      throw PipelineException.failed("The model does not fit its target")
          .found(output)
          .limit(wanted + " numbers a row")
          .where(config.model())
          .build();
    }
    return new Answers(Postprocessing.answers(config.target(), features, output), latencyMs);
  }

  /** Releases the runtime's memory; the model answers no more. */
  @Override
  public void close() {
    predictor.close();
  }
}
