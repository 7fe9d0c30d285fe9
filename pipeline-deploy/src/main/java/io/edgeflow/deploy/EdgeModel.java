package io.edgeflow.deploy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.serving.Scores;
import io.edgeflow.deploy.trust.ReleaseKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A released model that answers raw rows on this machine, as a device does. Nothing is loaded
 * before the signature and every digest have been verified; expiry is the devices' business. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (EdgeModel model = EdgeModel.load(".edgeflow/releases/1")) {
 *   EdgeModel.Prediction answer = model.predict(row);
 *   System.out.println(answer.label() + " " + answer.confidence());
 * }
 * }</pre>
 */
public final class EdgeModel implements AutoCloseable {
  private final ReleaseStatement statement;
  private final LoadedModel model;

  private EdgeModel(ReleaseStatement statement, LoadedModel model) {
    this.statement = statement;
    this.model = model;
  }

  /**
   * An answer.
   *
   * @param label the predicted class's name
   * @param index its index
   * @param confidence its probability, in [0, 1]
   * @param accepted whether the confidence reaches the bundle's threshold
   * @param scores one a class, before softmax
   * @param probabilities one a class, adding up to 1
   */
  public record Prediction(
      String label,
      int index,
      double confidence,
      boolean accepted,
      List<Float> scores,
      List<Double> probabilities) {
    /** Copies the lists. */
    public Prediction {
      scores = List.copyOf(scores);
      probabilities = List.copyOf(probabilities);
    }
  }

  /** Loads a release folder; see {@link #load(Path)}. */
  public static EdgeModel load(String release) {
    return load(Path.of(release));
  }

  /**
   * Loads a release folder of a workspace, verified with the workspace's own release key.
   *
   * @param release for example {@code .edgeflow/releases/1}
   * @throws PipelineException if the signature or a digest is wrong, or a file is missing
   */
  public static EdgeModel load(Path release) {
    Path releases = release.toAbsolutePath().normalize().getParent();
    Path workspace = releases == null ? null : releases.getParent();
    if (workspace == null) {
      throw PipelineException.failed("Not a release folder of a workspace")
          .where(release)
          .remedy("give the release key as well: EdgeModel.load(release, key)")
          .build();
    }
    return load(release, workspace.resolve("keys").resolve("release.pub"));
  }

  /**
   * Loads a release folder from anywhere.
   *
   * @param releaseKey the PEM public key to verify it with
   * @throws PipelineException if the signature or a digest is wrong, or a file is missing
   */
  public static EdgeModel load(Path release, Path releaseKey) {
    try {
      Release files = new Release(release);
      ReleaseStatement statement = files.signed().verify(ReleaseKey.read(releaseKey));
      return new EdgeModel(statement, unpackAndLoad(files, statement));
    } catch (RefusedException | IOException e) {
      throw PipelineException.failed("The release cannot be trusted or read")
          .found(String.valueOf(e.getMessage()))
          .where(release)
          .remedy("take an unchanged copy, or run `edgeflow run` to package anew")
          .cause(e)
          .build();
    }
  }

  /**
   * Predicts one raw row.
   *
   * @param raw one value a column, in the order of the training data, NaN where missing; not
   *     changed
   * @throws PipelineException if the row has another length or stays incomplete
   */
  public Prediction predict(float[] raw) {
    Scores scores = model.score(model.prepare(raw));
    InferenceConfig config = model.config();
    List<Double> probabilities = scores.softmax();
    double confidence = probabilities.get(scores.label());
    return new Prediction(
        config.labels().get(scores.label()),
        scores.label(),
        confidence,
        confidence >= config.thresholds().confidence(),
        scores.toList(),
        probabilities);
  }

  /** The release's version. */
  public long version() {
    return statement.version();
  }

  /** The digest of the model file. */
  public String modelSha256() {
    return statement.modelSha256();
  }

  /** The names of the raw row's columns, in order. */
  public List<String> columns() {
    return model.config().preprocessing().columns();
  }

  /** The class names, in score order. */
  public List<String> labels() {
    return model.config().labels();
  }

  /** The runtime and its version. */
  public String runtime() {
    return model.runtime();
  }

  /** Releases the runtime's memory. */
  @Override
  public void close() {
    model.close();
  }

  /** The runtimes hold the model in memory: the unpacked files are gone once it is loaded. */
  private static LoadedModel unpackAndLoad(Release files, ReleaseStatement statement)
      throws RefusedException, IOException {
    Path scratch = Files.createTempDirectory("edgeflow-model");
    try {
      Bundle bundle = Bundle.unpack(files.bundle(), statement, scratch);
      return LoadedModel.open(bundle.model(), bundle.inference());
    } finally {
      FileTree.delete(scratch);
    }
  }
}
