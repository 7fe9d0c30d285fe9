package io.edgeflow.deploy.agent.model;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.deploy.agent.state.Slot;
import io.edgeflow.deploy.bundle.GoldenSet;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.wire.DeviceStatus;

/** A slot's model, loaded, with what it counted. Not thread-safe. */
public final class ActiveModel implements AutoCloseable {
  private final ReleaseStatement statement;
  private final LoadedModel model;
  private final GoldenSet golden;
  private final InferenceStats stats;

  private ActiveModel(
      ReleaseStatement statement, LoadedModel model, GoldenSet golden, InferenceStats stats) {
    this.statement = statement;
    this.model = model;
    this.golden = golden;
    this.stats = stats;
  }

  /**
   * Loads a slot's model.
   *
   * @param number which load of this device it is
   */
  public static ActiveModel load(Slot slot, long number) throws RefusedException {
    GoldenSet golden = slot.bundle().golden();
    InferenceConfig config = slot.bundle().inference();
    InferenceStats stats = new InferenceStats(number, config, slot.bundle().baseline());
    try {
      LoadedModel model = LoadedModel.open(slot.bundle().model(), config);
      return new ActiveModel(slot.statement(), model, golden, stats);
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.LOAD_FAILED, "the runtime refuses the model", e);
    }
  }

  long version() {
    return statement.version();
  }

  LoadedModel model() {
    return model;
  }

  InferenceStats stats() {
    return stats;
  }

  GoldenCheck askGolden() {
    return GoldenCheck.run(model, golden);
  }

  DeviceStatus.Loaded loaded() {
    return new DeviceStatus.Loaded(
        statement.version(), statement.modelSha256(), statement.bundleSha256());
  }

  @Override
  public void close() {
    model.close();
  }
}
