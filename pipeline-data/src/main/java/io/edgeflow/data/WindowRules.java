package io.edgeflow.data;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.TargetConfig;
import io.edgeflow.data.table.WindowConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the windows of a table need of the other sections. */
record WindowRules(WindowConfig window, FeatureConfig features, SplitConfig split) {
  /**
   * Collects what does not go together.
   *
   * @param section {@code data_pipeline.features}
   */
  void check(Section section, List<DataSource> sources, Problems problems) {
    Section written = section.get(FeatureConfig.WINDOW);
    sources.stream()
        .filter(source -> source.samples().isPresent())
        .findFirst()
        .ifPresent(
            source ->
                written.refuse(
                    problems,
                    WindowConfig.ROWS,
                    "is for tables: the source \"" + source.name() + "\" gives samples"));
    if (window.overlaps() && !isParted()) {
      written.refuse(
          problems,
          WindowConfig.STEP,
          "lets windows share rows, and two splits must not: it must be at least %d, or split has"
                  .formatted(window.span())
              + " time, group or column");
    }
    if (disagree()) {
      written.refuse(problems, WindowConfig.ORDER, "must be split.time, or be left out");
    }
    if (window.maxGap().isPresent() && time().isEmpty()) {
      written.refuse(problems, WindowConfig.MAX_GAP, "has no meaning without order or split.time");
    }
    refuseUsed(written, WindowConfig.BY, window.by(), problems);
    refuseUsed(written, WindowConfig.ORDER, window.order(), problems);
  }

  private boolean isParted() {
    return Stream.of(split.time(), split.group(), split.column()).anyMatch(Optional::isPresent);
  }

  private boolean disagree() {
    return window.order().isPresent()
        && split.time().isPresent()
        && !window.order().equals(split.time());
  }

  private Optional<String> time() {
    return window.order().or(split::time);
  }

  private void refuseUsed(
      Section written, Field<String> key, Optional<String> column, Problems problems) {
    TargetConfig target = features.target();
    boolean used =
        column
            .filter(
                name ->
                    features.columns().contains(name)
                        || features.ignore().contains(name)
                        || target.columns().contains(name))
            .isPresent();
    if (used) {
      written.refuse(problems, key, "is a feature, the target or in features.ignore too");
    }
  }
}
