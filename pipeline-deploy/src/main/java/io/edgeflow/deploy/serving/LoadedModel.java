package io.edgeflow.deploy.serving;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.formats.Runtimes;
import java.nio.file.Path;

/**
 * A model file in its runtime, on one thread, with its preprocessing. Rows are answered one at a
 * time, as a device meets them. Not thread-safe.
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
   * Turns a raw row into the model's input.
   *
   * @param raw one value a column, NaN where missing; not changed
   * @throws PipelineException if the row has another length or stays incomplete
   */
  public float[] prepare(float[] raw) {
    return config.preprocessing().apply(raw);
  }

  /**
   * Scores one prepared row.
   *
   * @throws PipelineException if the model gives another number of scores than it has labels
   */
  public Scores score(float[] features) {
    int[] dims = {1, config.input().height(), config.input().width(), config.input().channels()};
    Tensor input = Tensor.of(dims, features);
    long start = System.nanoTime();
    Tensor output = predictor.predict(input);
    double latencyMs = (System.nanoTime() - start) / 1e6;
    if (output.size() != config.labels().size()) {
      throw PipelineException.failed("The model does not fit its labels")
          .found(output.size() + " scores")
          .limit(config.labels().size() + " labels")
          .where(config.model())
          .build();
    }
    return new Scores(output.toFloats(), latencyMs);
  }

  /** Releases the runtime's memory; the model answers no more. */
  @Override
  public void close() {
    predictor.close();
  }
}
