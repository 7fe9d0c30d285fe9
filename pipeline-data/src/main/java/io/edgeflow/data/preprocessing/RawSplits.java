package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.SliceFiles;
import io.edgeflow.core.preprocess.PreprocessStep;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The valid rows in three splits, equal rows always in one of them, and what they are.
 *
 * @param schema the features are still the raw ones, and the scale of values is not known
 * @param equalRows rows whose features equal those of another; null where they were not counted
 * @param encode how the codes of texts become numbers; null where no column holds texts
 * @param slices what an evaluation tells the rows apart by; null where it is nothing
 */
public record RawSplits(
    Schema schema,
    RawSplit train,
    RawSplit validation,
    RawSplit test,
    @Nullable Long equalRows,
    PreprocessStep.@Nullable Encode encode,
    @Nullable SliceFiles slices) {
  /** Splits of numbers alone, of which nobody counted the equal rows. */
  public RawSplits(Schema schema, RawSplit train, RawSplit validation, RawSplit test) {
    this(schema, train, validation, test, null, null, null);
  }

  /** All their files. */
  public Stream<Artifact> files() {
    return Stream.concat(
        all().stream().flatMap(RawSplit::files),
        Stream.ofNullable(slices).flatMap(SliceFiles::files));
  }

  /** Train, validation and test. */
  public List<RawSplit> all() {
    return List.of(train, validation, test);
  }

  /** How many rows of a class each split has. */
  List<Long> counts(int number) {
    return all().stream().map(split -> split.counts().get(number)).toList();
  }
}
