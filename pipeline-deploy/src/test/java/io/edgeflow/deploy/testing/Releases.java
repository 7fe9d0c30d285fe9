package io.edgeflow.deploy.testing;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.ModelPackager;
import io.edgeflow.deploy.PackagedModel;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.trust.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

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

  /** The manager's side of TLS with some devices. */
  public SSLContext managerTls(List<DeploymentTarget> targets) {
    Map<String, String> names = new TreeMap<>();
    targets.forEach(t -> names.put("127.0.0.1:" + t.uri().getPort(), t.id()));
    return keys.managerTls(names);
  }

  public RunContext context() {
    return context;
  }

  public PackagedModel pack(Format format, long seed) {
    return pack(format, Precision.FP32, TinyTask.CLASSES, seed);
  }

  public PackagedModel pack(Format format, Precision precision, TinyTask task, long seed) {
    ArtifactStore store = context.artifacts();
    return new ModelPackager(DeployConfig.defaults())
        .pack(
            TinyModels.model(store, format, precision, task, seed),
            Dataset.open(TinyModels.dataset(store, task), store),
            Map.of(task.target().primary().name(), 0.5),
            Map.of(),
            TinyModels.threshold(store, task, seed),
            context);
  }

  /** Release of the model with these weights; versions count up. */
  public Release release(Format format, long seed) {
    return release(pack(format, seed));
  }

  /** Release of a packed model. */
  public Release release(PackagedModel packaged) {
    return new ModelPackager(DeployConfig.defaults()).release(packaged, 0, keys, context);
  }

  public Release release(long seed) {
    return release(Format.TFLITE, seed);
  }
}
