package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/**
 * Reads a TFLite file into a graph: in floats, or in 8-bit integers, which are read as the floats
 * that they stand for and given beside the graph, so that a file written anew answers bit for bit
 * alike. Images, which lie channels-last in the file, become channels-first without a transpose.
 */
public final class TfliteReader {
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private TfliteReader() {}

  /**
   * Reads a file.
   *
   * @throws PipelineException if it is missing or damaged, or has an operator without an equal in
   *     the graph, which is named
   */
  public static ImportedModel read(Path file, ReadOptions options) {
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw PipelineException.failed("The model is too large to be read")
            .found(size + " bytes")
            .limit(LARGEST + " bytes")
            .where(file)
            .build();
      }
      return read(Files.readAllBytes(file), file, options);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }

  /** The model of a file's bytes; {@code file} is named in errors, and the model after it. */
  static ImportedModel read(byte[] bytes, Path file, ReadOptions options) {
    try {
      TfliteModel model = ModelParser.parse(bytes, file);
      return switch (options.batch()) {
        case FIRST -> assembled(model, file, options, true);
        case NONE -> assembled(model, file, options, false);
        case AUTO -> found(model, file, options);
      };
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | NullPointerException e) {
      throw PipelineException.failed("The TFLite file is damaged")
          .found("parts that do not fit together")
          .where(file)
          .cause(e)
          .build();
    }
  }

  /** The names of the operators that are read. */
  public static SortedSet<String> operators() {
    return Operators.names();
  }

  /** The names of the operators that are computed while a file is read, of constants alone. */
  public static SortedSet<String> operatorsOfConstants() {
    return Constants.names();
  }

  /** By {@link BatchAxis#AUTO}: several samples at once may be one that has no axis for more. */
  private static ImportedModel found(TfliteModel model, Path file, ReadOptions options) {
    FileTensor first = model.tensor(model.inputs().get(0));
    if (first.sizes().isEmpty()) {
      return assembled(model, file, options, false);
    }
    if (first.sizes().get(0) == 1 || first.open().get(0)) {
      return assembled(model, file, options, true);
    }
    try {
      return assembled(model, file, options, true);
    } catch (PipelineException asBatch) {
      try {
        return assembled(model, file, options, false);
      } catch (PipelineException alone) {
        asBatch.addSuppressed(alone);
        throw asBatch;
      }
    }
  }

  private static ImportedModel assembled(
      TfliteModel model, Path file, ReadOptions options, boolean batched) {
    return new Assembly(model, name(file), options, batched).read();
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    int end = name.lastIndexOf('.');
    return end > 0 ? name.substring(0, end) : name;
  }
}
