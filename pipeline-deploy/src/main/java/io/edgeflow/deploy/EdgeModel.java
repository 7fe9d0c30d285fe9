package io.edgeflow.deploy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.predict.Answer;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.preprocess.Encoding;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.serving.Answers;
import io.edgeflow.deploy.serving.LoadedModel;
import io.edgeflow.deploy.trust.ReleaseKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A released model that answers raw rows on this machine, as a device does. Nothing is loaded
 * before the signature and every digest have been verified; expiry is the devices' business. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (EdgeModel model = EdgeModel.load(".edgeflow/releases/1")) {
 *   Answer answer = model.predict(row);
 *   System.out.println(answer.label() + " " + answer.numbers());
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
   * @param raw one value a column, in the order of the training data, of a text the code that its
   *     {@linkplain #encodings() encoding} gives, NaN where missing; not changed
   * @return a class, values or whether the row is an anomaly, as the model's target says
   * @throws PipelineException if the row has another length or stays incomplete
   */
  public Answer predict(float[] raw) {
    return predict(List.of(raw)).get(0);
  }

  /**
   * Predicts raw rows in one batch, which gives each the answer that it has alone.
   *
   * @param raw rows of one value a column, as for {@link #predict(float[])}
   * @return an answer for each row, in order
   * @throws PipelineException naming the row that has another length or stays incomplete
   */
  public List<Answer> predict(List<float[]> raw) {
    if (raw.isEmpty()) {
      return List.of();
    }
    raw.forEach(this::requireLength);
    InferenceConfig config = model.config();
    Tensor rows = Rows.matrix(raw, columns().size());
    Answers answers = model.answer(model.prepare(rows)).requireFinite();
    return IntStream.range(0, answers.rows())
        .mapToObj(answers::row)
        .map(numbers -> Answer.of(config.target(), numbers, config.thresholds()))
        .toList();
  }

  private void requireLength(float[] row) {
    if (row.length != columns().size()) {
      throw PipelineException.failed("A raw row of the wrong length")
          .found(row.length)
          .limit(columns().size())
          .remedy("give one value for each of the columns " + columns().get(0) + " …")
          .build();
    }
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

  /**
   * How the texts of columns become the codes that a raw row has, by the place of the column:
   * mostly empty, as most columns are of numbers.
   */
  public Map<Integer, Encoding> encodings() {
    return model.config().preprocessing().encodings();
  }

  /** What the model's answers are. */
  public Target target() {
    return model.config().target();
  }

  /** When an answer counts. */
  public Thresholds thresholds() {
    return model.config().thresholds();
  }

  /** The runtime and its version. */
  public String runtime() {
    return model.runtime();
  }

  /** For people: which release this is, what runs it, and its sizes. */
  @Override
  public String toString() {
    return "EdgeModel[release %d, model %.12s in %s: %d columns in, %d numbers out]"
        .formatted(
            version(), modelSha256(), runtime(), columns().size(), target().answers().size());
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
      Bundle bundle =
          Bundle.unpack(files.bundle(), statement, scratch, scratch.toFile().getUsableSpace());
      return LoadedModel.open(bundle.model(), bundle.inference());
    } finally {
      FileTree.delete(scratch);
    }
  }
}
