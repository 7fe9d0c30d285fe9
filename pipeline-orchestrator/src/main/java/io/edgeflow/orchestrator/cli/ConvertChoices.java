package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Progress;
import io.edgeflow.formats.convert.ConvertOptions;
import io.edgeflow.formats.convert.Normalization;
import io.edgeflow.orchestrator.model.Calibrating;
import io.edgeflow.orchestrator.model.GraphRuntime;
import io.edgeflow.orchestrator.model.ReadChoices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From the options of the command to those of the converter; only the command's work loads it. */
final class ConvertChoices {
  private ConvertChoices() {}

  /**
   * Reads what was written.
   *
   * @throws PipelineException for an option that makes no sense, or a file that is not there
   */
  static ConvertOptions of(ConvertCommand given, Progress progress) {
    int threads =
        given.threads == null ? Runtime.getRuntime().availableProcessors() : given.threads;
    require(threads >= 1, "There has to be a thread", threads, "--threads");
    Double limit = given.maxDifference;
    require(limit == null || limit >= 0, "A difference is 0 or more", limit, "--max-difference");
    Normalization normalization = Calibrating.normalization(given.scale, given.mean, given.std);
    ConvertOptions options =
        ConvertOptions.to(precision(given.numbers))
            .exporting(new ExportOptions(ends(given.ends), Compatibility.CURRENT))
            .reading(ReadChoices.of(given.read.shapes, given.read.batch))
            .labelled(labels(given.labels))
            .running(threads, progress, graph -> GraphRuntime.open(graph, threads));
    if (limit != null || given.compare) {
      options = options.compared(limit == null ? ConvertOptions.ANY_DIFFERENCE : limit);
    }
    return Calibrating.source(given.rows, normalization).map(options::calibratedBy).orElse(options);
  }

  private static Precision precision(ConvertCommand.Numbers numbers) {
    if (numbers.int8) {
      return Precision.INT8;
    } else if (numbers.fp16) {
      return Precision.FP16;
    }
    return numbers.int8Weights ? Precision.INT8_WEIGHTS : Precision.FP32;
  }

  private static Ends ends(@Nullable String word) {
    if (word == null) {
      return Ends.INTEGER;
    }
    List<String> words = Arrays.stream(Ends.values()).map(Ends::id).toList();
    String found = word + Problems.didYouMean(word, words);
    require(words.contains(word), "Not a type of ends, which are " + words, found, "--ends");
    return Ends.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static List<String> labels(@Nullable Path file) {
    if (file == null) {
      return List.of();
    }
    try {
      List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
      int end = lines.size();
      while (end > 0 && lines.get(end - 1).isEmpty()) {
        end--;
      }
      require(end > 0, "The file has no labels", file, "--labels");
      return lines.subList(0, end);
    } catch (IOException e) {
      throw PipelineException.config("Cannot read the labels")
          .found(e)
          .where("--labels " + file)
          .cause(e)
          .build();
    }
  }

  private static void require(boolean holds, String what, @Nullable Object found, String option) {
    if (!holds) {
      throw PipelineException.config(what).found(String.valueOf(found)).where(option).build();
    }
  }
}
