package io.edgeflow.train.loop;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.train.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of one training, in a folder of the run that is named by all that the training
 * depends on; the newest two are kept.
 */
final class Checkpoints {
  private static final String SUFFIX = ".checkpoint";
  private static final int KEPT = 2;
  private static final int NAME_DIGITS = 16;

  private final Path folder;
  private final ModelGraph initial;
  private final String task;
  private final RunContext context;

  Checkpoints(
      ModelGraph initial, Dataset data, TrainingOptions options, Loss loss, RunContext context) {
    this.initial = initial;
    this.context = context;
    this.task = options.task();
    String identity = Sha256.of(identity(initial, data, options, loss, context));
    this.folder =
        context
            .folder()
            .resolve("checkpoints")
            .resolve(task + "-" + identity.substring(0, NAME_DIGITS));
  }

  private static String identity(
      ModelGraph initial, Dataset data, TrainingOptions options, Loss loss, RunContext context) {
    String teacher = loss.teacher().map(Checkpoints::sha256).orElse("");
    return String.join(
        "\n",
        sha256(initial),
        data.version(),
        data.train().rows() + " " + data.validation().rows(),
        options.identity(),
        loss.description() + teacher,
        context.seed() + " " + context.threads());
  }

  private static String sha256(ModelGraph graph) {
    return Sha256.of(GraphFile.bytes(graph));
  }

  /**
   * The newest that is whole; empty when the training has to begin. Damaged ones are named in the
   * event {@code train.resumed}.
   *
   * @throws PipelineException if it is of another architecture or a newer version
   */
  Optional<Checkpoint> newest() {
    List<String> damaged = new ArrayList<>();
    Optional<Checkpoint> newest = Optional.empty();
    List<Path> files = files();
    for (int i = 0; i < files.size() && newest.isEmpty(); i++) {
      newest = CheckpointFile.read(read(files.get(i)), initial, files.get(i));
      if (newest.isEmpty()) {
        damaged.add(files.get(i).toString());
      }
    }
    if (!files.isEmpty()) {
      int epoch = newest.map(Checkpoint::epoch).orElse(0);
      context
          .events()
          .record(
              "train.resumed",
              Map.of("task", task, "after_epoch", epoch, "damaged_checkpoints", damaged));
    }
    return newest;
  }

  /** Keeps one; older ones go, but for the one before. */
  void save(Checkpoint checkpoint) {
    String name = String.format(Locale.ROOT, "epoch-%06d%s", checkpoint.epoch(), SUFFIX);
    AtomicFile.write(folder.resolve(name), CheckpointFile.bytes(checkpoint));
    files().stream().skip(KEPT).forEach(Checkpoints::delete);
  }

  /** Removes all, when the training needs them no more. */
  void clear() {
    try {
      FileTree.delete(folder);
      Path parent = folder.getParent();
      if (parent != null && Files.isDirectory(parent) && isEmpty(parent)) {
        Files.delete(parent);
      }
    } catch (IOException e) {
      throw failed("Old checkpoints cannot be removed", folder, e);
    }
  }

  private static boolean isEmpty(Path parent) throws IOException {
    try (Stream<Path> rest = Files.list(parent)) {
      return rest.findAny().isEmpty();
    }
  }

  /** The newest first. */
  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw failed("Checkpoints cannot be listed", folder, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw failed("A checkpoint cannot be read", file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("An old checkpoint cannot be removed", file, e);
    }
  }

  private static PipelineException failed(String what, Path where, IOException cause) {
    return PipelineException.failed(what).where(where).cause(cause).build();
  }
}
