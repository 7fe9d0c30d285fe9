package io.edgeflow.deploy.testing;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.ModelPackager;
import io.edgeflow.deploy.PackagedModel;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.trust.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Real signed releases of tiny models. */
public final class Releases {
  private final RunContext context;
  private final KeyFolder keys;

  public Releases(Path workspace, Clock clock) {
    this.context = TestRun.in(workspace, clock);
    this.keys = KeyFolder.development(context.workspace().keys());
  }

  public KeyFolder keys() {
    return keys;
  }

  public RunContext context() {
    return context;
  }

  public PackagedModel pack(Format format, long seed) {
    ModelPackager packager = new ModelPackager(DeployConfig.defaults().packaging());
    return packager.pack(
        TinyModels.model(context.artifacts(), format, seed),
        Dataset.open(TinyModels.dataset(context.artifacts()), context.artifacts()),
        Map.of("accuracy", 0.5),
        context);
  }

  /** Release of the model with these weights; versions count up. */
  public Release release(Format format, long seed) {
    return new ModelPackager(DeployConfig.defaults().packaging())
        .release(pack(format, seed), 0, keys, context);
  }

  public Release release(long seed) {
    return release(Format.TFLITE, seed);
  }
}
