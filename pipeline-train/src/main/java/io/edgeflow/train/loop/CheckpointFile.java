package io.edgeflow.train.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Safetensors;
import io.edgeflow.core.graph.Safetensors.Content;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checkpoint as bytes: the SHA-256 of the rest in hexadecimal digits, then a safetensors file
 * with the weights, those of the best epoch where they are others, and the memory of optimizer and
 * average.
 */
final class CheckpointFile {
  private static final String VERSION = "1";
  private static final int DIGEST = 64;
  private static final String WEIGHTS = "weights/";
  private static final String BEST = "best/";
  private static final String MEMORY = "memory/";

  private CheckpointFile() {}

  static byte[] bytes(Checkpoint checkpoint) {
    Map<String, Tensor> tensors = new TreeMap<>();
    put(tensors, WEIGHTS, checkpoint.graph());
    boolean same = checkpoint.best().constants().equals(checkpoint.graph().constants());
    if (checkpoint.bestEpoch() != checkpoint.epoch() || !same) {
      put(tensors, BEST, checkpoint.best());
    }
    checkpoint
        .memory()
        .forEach(
            (name, array) ->
                tensors.put(MEMORY + name, Tensor.of(new int[] {array.length}, array.clone())));
    Map<String, String> metadata =
        Map.of(
            "format_version", VERSION,
            "epoch", Integer.toString(checkpoint.epoch()),
            "best_epoch", Integer.toString(checkpoint.bestEpoch()),
            "first_batch", checkpoint.firstBatch(),
            "history", Json.text(checkpoint.history()));
    byte[] content = Safetensors.write(tensors, metadata);
    byte[] all = Arrays.copyOf(Sha256.of(content).getBytes(US_ASCII), DIGEST + content.length);
    System.arraycopy(content, 0, all, DIGEST, content.length);
    return all;
  }

  private static void put(Map<String, Tensor> tensors, String prefix, ModelGraph graph) {
    graph.constants().forEach((name, constant) -> tensors.put(prefix + name, constant.value()));
  }

  /**
   * Reads a checkpoint of a graph's training; empty if the bytes are damaged.
   *
   * @throws PipelineException if it is whole, and of another architecture or a newer version
   */
  static Optional<Checkpoint> read(byte[] bytes, ModelGraph initial, Path file) {
    byte[] content = Arrays.copyOfRange(bytes, Math.min(DIGEST, bytes.length), bytes.length);
    String digest = new String(bytes, 0, Math.min(DIGEST, bytes.length), US_ASCII);
    if (!digest.equals(Sha256.of(content))) {
      return Optional.empty();
    }
    Content found = Safetensors.read(content, file);
    requireVersion(found.metadata(), file);
    ModelGraph graph = filled(initial, WEIGHTS, found, file);
    boolean same = found.tensors().keySet().stream().noneMatch(name -> name.startsWith(BEST));
    String history = text(found, "history");
    return Optional.of(
        new Checkpoint(
            number(found, "epoch"),
            graph,
            memory(found),
            number(found, "best_epoch"),
            same ? graph : filled(initial, BEST, found, file),
            List.of(Json.read(history, EpochMetrics[].class, file)),
            text(found, "first_batch")));
  }

  private static void requireVersion(Map<String, String> metadata, Path file) {
    String found = metadata.getOrDefault("format_version", "none");
    if (!found.equals(VERSION)) {
      throw PipelineException.failed("The checkpoint is of another version")
          .found(found)
          .limit(VERSION)
          .where(file)
          .remedy("resume with the version that wrote it, or delete it to train from the beginning")
          .build();
    }
  }

  private static ModelGraph filled(ModelGraph initial, String prefix, Content found, Path file) {
    Map<String, Constant> constants = new LinkedHashMap<>();
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> shapes = new TreeMap<>();
    found.tensors().entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .forEach(
            each ->
                shapes.put(
                    each.getKey().substring(prefix.length()),
                    Arrays.toString(each.getValue().dims())));
    initial
        .constants()
        .forEach((name, constant) -> expected.put(name, Arrays.toString(constant.value().dims())));
    if (!shapes.equals(expected)) {
      throw PipelineException.failed("The checkpoint is of another architecture")
          .found(difference(shapes, expected))
          .limit("the weights of " + initial.name() + ": " + difference(expected, shapes))
          .where(file)
          .remedy("resume with the network that it is of, or delete it to train from the beginning")
          .build();
    }
    initial
        .constants()
        .forEach(
            (name, constant) ->
                constants.put(
                    name,
                    constant.withValue(
                        Objects.requireNonNull(found.tensors().get(prefix + name), name))));
    return initial.withConstants(constants);
  }

  private static Map<String, String> difference(
      Map<String, String> one, Map<String, String> other) {
    Map<String, String> only = new TreeMap<>(one);
    only.entrySet().removeAll(other.entrySet());
    return only;
  }

  private static Map<String, float[]> memory(Content found) {
    Map<String, float[]> memory = new TreeMap<>();
    found
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(MEMORY)) {
                memory.put(name.substring(MEMORY.length()), tensor.toFloats());
              }
            });
    return memory;
  }

  private static String text(Content found, String key) {
    return Objects.requireNonNull(found.metadata().get(key), key);
  }

  private static int number(Content found, String key) {
    return Integer.parseInt(text(found, key));
  }
}
