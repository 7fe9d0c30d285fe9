package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Schema;
import java.util.List;
import java.util.stream.Stream;

/**
 * The valid rows in three splits, equal rows always in one of them, and what they are.
 *
 * @param schema the features are still the raw ones, and the scale of values is not known
 */
public record RawSplits(Schema schema, RawSplit train, RawSplit validation, RawSplit test) {
  /** All their files. */
  public Stream<Artifact> files() {
    return all().stream().flatMap(RawSplit::files);
  }

  List<RawSplit> all() {
    return List.of(train, validation, test);
  }

  /** How many rows of a class each split has. */
  List<Long> counts(int number) {
    return all().stream().map(split -> split.counts().get(number)).toList();
  }
}
