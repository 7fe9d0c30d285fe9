package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.optimize.OptimizeConfig;
import io.edgeflow.orchestrator.config.RunConfig;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.transfer.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a valid configuration needs around it, as far as looking costs nothing. */
final class Surroundings {
  private Surroundings() {}

  static void check(WorkflowConfig config, Problems problems) {
    List<Section> entries = config.section(WorkflowConfig.DATA).get(DataConfig.SOURCES);
    List<DataSource> sources = config.data().sources();
    for (int i = 0; i < sources.size(); i++) {
      source(sources.get(i), entries.get(i), problems);
    }
    modelFile(
        config.training().file(),
        config.section(WorkflowConfig.TRAINING).get(TrainConfig.MODEL),
        problems);
    modelFile(
        config.optimization().distillation().teacherInUse(),
        config
            .section(WorkflowConfig.OPTIMIZATION)
            .get(OptimizeConfig.DISTILLATION)
            .get(OptimizeConfig.Distillation.TEACHER),
        problems);
    Path root = config.workspace().root();
    if (!mayBeWritten(root)) {
      config
          .section(WorkflowConfig.WORKFLOW)
          .refuse(problems, RunConfig.WORKSPACE, root + " may not be written");
    }
  }

  private static void source(DataSource source, Section entry, Problems problems) {
    try {
      source.requirePresent();
    } catch (PipelineException e) {
      problems.add(entry.locationOf(DataSource.NAME), entry.path(), e.inOneLine());
    }
  }

  private static void modelFile(Optional<ModelFile> named, Section section, Problems problems) {
    named.ifPresent(
        file -> {
          try {
            file.requirePresent();
          } catch (PipelineException e) {
            Field<?> key = section.table().field(file.format()).orElseThrow();
            section.refuse(problems, key, e.inOneLine());
          }
        });
  }

  /** Makes nothing: the folder, or the nearest one above it, tells. */
  private static boolean mayBeWritten(Path folder) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
  }
}
