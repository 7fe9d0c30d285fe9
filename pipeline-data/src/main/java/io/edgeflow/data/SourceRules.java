package io.edgeflow.data;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.data.archive.RecordingFiles;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.PersonalConfig;
import io.edgeflow.data.table.SelfConfig;
import java.util.List;

/** What sources and the other sections need of each other; all that does not fit is collected. */
record SourceRules(List<DataSource> sources, FeatureConfig features, SplitConfig split) {
  /**
   * Collects it.
   *
   * @param written {@code data_pipeline.features}
   * @param dealt {@code data_pipeline.split}
   */
  void check(Section written, Section dealt, Problems problems) {
    features
        .window()
        .ifPresentOrElse(
            window -> new WindowRules(window, features, split).check(written, sources, problems),
            () -> refuseMisfits(written, problems));
    refuseUnknown(written, problems);
    refusePersonal(written, problems);
    if (split.group().isEmpty() && split.column().isEmpty()) {
      refuseOverlaps(dealt, problems);
    }
  }

  private void refuseMisfits(Section written, Problems problems) {
    for (DataSource source : sources) {
      source
          .samples()
          .filter(found -> found != features.kind())
          .ifPresent(
              found ->
                  written.refuse(
                      problems,
                      FeatureConfig.SHAPE,
                      "must be %s: the source \"%s\" gives samples of the kind %s"
                          .formatted(found.axes(), source.name(), found.id())));
    }
  }

  private void refusePersonal(Section written, Problems problems) {
    for (DataSource source : sources) {
      if (!features.personal().isEmpty() && !source.format().hasColumns()) {
        written.refuse(
            problems,
            PersonalConfig.PERSONAL,
            "is for tables: the source \"%s\" lands files as they are".formatted(source.name()));
      }
    }
  }

  private void refuseUnknown(Section written, Problems problems) {
    List<String> known = sources.stream().map(DataSource::name).toList();
    for (String name : features.target().sources()) {
      if (!known.contains(name)) {
        written.refuse(
            problems,
            SelfConfig.NORMAL_SOURCES,
            "names no source: \"" + name + "\"" + Problems.didYouMean(name, known));
      }
    }
  }

  private void refuseOverlaps(Section dealt, Problems problems) {
    for (DataSource source : sources) {
      if (source.samplesOverlap()) {
        dealt.refuse(
            problems,
            SplitConfig.GROUP,
            "is needed: windows of the source \"%s\" overlap, and two splits would share what was"
                    .formatted(source.name())
                + " recorded; take a column of its pattern, or "
                + RecordingFiles.RECORDING);
      }
    }
  }
}
