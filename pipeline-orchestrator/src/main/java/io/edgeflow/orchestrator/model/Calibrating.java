package io.edgeflow.orchestrator.model;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.convert.Normalization;
import io.edgeflow.formats.convert.NpySamples;
import io.edgeflow.formats.convert.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person says of the rows that calibrate. */
public final class Calibrating {
  private static final String OPTION = "--calibrate";

  private Calibrating() {}

  /**
   * Where the rows come from.
   *
   * @param given a folder, an array, or {@code NAME=FILE.npy} for each input; empty for none
   * @throws PipelineException if one is not there, or they cannot be told apart
   */
  public static Optional<Samples.Source> source(List<String> given, Normalization normalization) {
    if (given.isEmpty()) {
      if (!normalization.equals(Normalization.USUAL)) {
        throw PipelineException.config("There is nothing to normalize")
            .where("--scale, --mean, --std")
            .remedy("give " + OPTION + " too")
            .build();
      }
      return Optional.empty();
    }
    Path first = Path.of(given.get(0));
    if (given.size() == 1 && Files.exists(first)) {
      return Optional.of(
          Files.isDirectory(first)
              ? ImageFolder.of(first, normalization)
              : NpySamples.of(first, normalization));
    }
    return Optional.of(NpySamples.of(byInput(given), normalization));
  }

  private static Map<String, Path> byInput(List<String> given) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String each : given) {
      int at = each.lastIndexOf('=');
      Path file = Path.of(each.substring(at + 1));
      if (!Files.isRegularFile(file)) {
        throw PipelineException.config("There is no such file to calibrate with")
            .found(each)
            .where(OPTION)
            .remedy("give a folder, FILE.npy, or NAME=FILE.npy for each input")
            .build();
      }
      if (at < 1 || files.put(each.substring(0, at), file) != null) {
        throw PipelineException.config("It is open which input the file is for")
            .found(each)
            .where(OPTION)
            .remedy("give one folder or FILE.npy, or NAME=FILE.npy once for each input")
            .build();
      }
    }
    return files;
  }

  /**
   * The normalization that was written.
   *
   * @param mean numbers with commas between them; null when not given
   * @param std as {@code mean}
   */
  public static Normalization normalization(
      @Nullable Double scale, @Nullable String mean, @Nullable String std) {
    return new Normalization(scale, numbers("--mean", mean), numbers("--std", std));
  }

  private static List<Double> numbers(String option, @Nullable String written) {
    List<Double> numbers = new ArrayList<>();
    if (written != null) {
      for (String number : written.split(",", -1)) {
        try {
          numbers.add(Double.valueOf(number.strip()));
        } catch (NumberFormatException e) {
          throw PipelineException.config("Not a number")
              .found(number)
              .where(option)
              .remedy("write one for each channel: " + option + " 0.5,0.5,0.5")
              .cause(e)
              .build();
        }
      }
    }
    return numbers;
  }
}
