package io.edgeflow.data.preprocessing;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;

/** Whether the three splits have the rows that a target needs; every failure is thrown. */
record SplitCheck(RawSplits splits, SplitConfig config) implements Target.Cases<Void> {
  private static final String WHERE = "data_pipeline.split";

  static void require(RawSplits splits, SplitConfig config) {
    splits.schema().target().map(new SplitCheck(splits, config));
  }

  @Override
  public Void classes(ClassTarget target) {
    for (int label = 0; label < target.labels().size(); label++) {
      requireAll("The class \"" + target.labels().get(label) + "\" has", splits.counts(label));
    }
    return null;
  }

  @Override
  public Void values(ValueTarget target) {
    requireAll("The data has", splits.counts(0));
    return null;
  }

  @Override
  public Void self(SelfTarget target) {
    List<Long> anomalies = splits.counts(1);
    if (anomalies.get(0) + anomalies.get(1) > 0) {
      throw PipelineException.failed("Anomalies stand outside of the test split")
          .found(anomalies + " anomalies in train, validation and test")
          .limit("none in train and validation, which teach what is normal")
          .where(WHERE + ".column")
          .remedy("give these rows the split test, or leave them out")
          .build();
    }
    List<Long> normal = splits.counts(0);
    requireAll(
        "The data has", List.of(normal.get(0), normal.get(1), normal.get(2) + anomalies.get(2)));
    return null;
  }

  private void requireAll(String who, List<Long> found) {
    for (SplitName split : SplitName.values()) {
      if (found.get(split.number()) == 0) {
        throw PipelineException.failed(
                who
                    + " too few different valid "
                    + unit()
                    + ": none is left for the "
                    + split.id()
                    + " split")
            .found(found + " rows in train, validation and test")
            .limit("at least 1 in each" + note())
            .where(WHERE)
            .remedy(
                "collect more "
                    + unit()
                    + ", read the quarantine file, or change the split; for numbers to be"
                    + " predicted set features.target: values")
            .build();
      }
    }
  }

  private String unit() {
    return config.group().map(column -> "groups (column \"" + column + "\")").orElse("rows");
  }

  private String note() {
    if (config.isGiven()) {
      return "";
    }
    return config.group().isPresent()
        ? "; groups that share equal rows count as one"
        : "; with the default shares that takes 5 different rows";
  }
}
