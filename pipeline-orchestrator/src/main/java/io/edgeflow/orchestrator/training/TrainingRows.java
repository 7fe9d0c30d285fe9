package io.edgeflow.orchestrator.training;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.source.FilesProvider;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.nio.file.Path;
import java.util.List;

/** Where the rows of a training come from. */
interface TrainingRows {
  /**
   * Adds them to a configuration.
   *
   * @param scratch an empty folder, which is gone after the training
   * @param shape of a row; empty for a vector
   */
  void addTo(ConfigBuilder<WorkflowConfig> config, Path scratch, List<Integer> shape);

  /** For people: what they are. */
  String words();

  /** A CSV file with a header, whose class stands in a column. */
  record Table(Path file, String label) implements TrainingRows {
    @Override
    public void addTo(ConfigBuilder<WorkflowConfig> config, Path scratch, List<Integer> shape) {
      config.add(
          DataConfig.SOURCES,
          source ->
              source
                  .set(DataSource.NAME, "table")
                  .set(DataSource.TYPE, new FilesProvider())
                  .set(FileSource.PATH, file));
      config.set(ClassesConfig.LABEL, label);
    }

    @Override
    public String words() {
      return file + ", label " + label;
    }
  }
}
