package io.edgeflow.train.transfer;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model file that a configuration names.
 *
 * @param format the key's name, which says what the file is: {@code onnx}, {@code tflite} or {@code
 *     graph}
 * @param path where it lies
 * @param key the whole key, for messages
 */
public record ModelFile(String format, Path path, String key) {
  /** A file named from Java. */
  public ModelFile(String format, Path path) {
    this(format, path, format);
  }

  /**
   * The keys of a section that names a model file, each another format.
   *
   * @param what the file is to the section, for the keys' meaning
   */
  public static List<Field<Path>> keys(String what) {
    return List.of(
        key("onnx", "an ONNX file, " + what),
        key("tflite", "a TFLite file, " + what),
        key("graph", "a graph file of a run (model.safetensors), " + what));
  }

  private static Field<Path> key(String format, String doc) {
    return Field.path(format, null, doc).input();
  }

  /**
   * The file that a checked section names, if it names one; a second one is a problem.
   *
   * @param keys those of {@link #keys} that are in the section's table
   */
  public static Optional<ModelFile> from(
      Section section, List<Field<Path>> keys, Problems problems) {
    List<Field<Path>> named = keys.stream().filter(key -> section.find(key).isPresent()).toList();
    named.stream()
        .skip(1)
        .forEach(
            key ->
                section.refuse(
                    problems,
                    key,
                    named.get(0) + " names a model file too; leave one of them out"));
    return named.stream().findFirst().map(key -> of(section, key));
  }

  private static ModelFile of(Section section, Field<Path> key) {
    Location place = section.locationOf(key);
    return new ModelFile(
        key.name(), place.resolve(section.get(key)), section.path() + "." + key.name());
  }

  /**
   * Checks that the file is there.
   *
   * @throws PipelineException if it is missing or no file
   */
  public void requirePresent() {
    if (!Files.isRegularFile(path)) {
      boolean there = Files.exists(path);
      throw PipelineException.failed("The model file is " + (there ? "no file" : "missing"))
          .found((there ? "a directory at " : "nothing at ") + path.toAbsolutePath().normalize())
          .where(key)
          .remedy("put the file there, or correct the path")
          .build();
    }
  }
}
