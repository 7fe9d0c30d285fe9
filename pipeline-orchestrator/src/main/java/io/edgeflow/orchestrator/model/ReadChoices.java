package io.edgeflow.orchestrator.model;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a person says of the inputs that a model file leaves open. */
public final class ReadChoices {
  private ReadChoices() {}

  /**
   * Reads what was written.
   *
   * @param shapes each {@code INPUT=SIZES}
   * @param batch {@code auto}, {@code first} or {@code none}
   * @throws PipelineException if one of them is something else
   */
  public static ReadOptions of(List<String> shapes, String batch) {
    Map<String, List<Integer>> sizes = new LinkedHashMap<>();
    for (String shape : shapes) {
      int at = shape.lastIndexOf('=');
      String written = shape.substring(at + 1);
      if (at < 1 || !written.matches("[1-9][0-9]{0,8}(,[1-9][0-9]{0,8})*")) {
        throw PipelineException.config("Not the sizes of an input")
            .found(shape)
            .where("--shape")
            .remedy("name the input and all its sizes, the batch of 1 too: input=1,3,224,224")
            .build();
      }
      sizes.put(
          shape.substring(0, at),
          Arrays.stream(written.split(",", -1)).map(Integer::valueOf).toList());
    }
    return new ReadOptions(sizes, axis(batch));
  }

  private static BatchAxis axis(String batch) {
    List<String> words =
        Arrays.stream(BatchAxis.values()).map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(batch)) {
      throw PipelineException.config("Not a place of the batch")
          .found(batch + Problems.didYouMean(batch, words))
          .limit(String.join(", ", words))
          .where("--batch")
          .build();
    }
    return BatchAxis.valueOf(batch.toUpperCase(Locale.ROOT));
  }
}
