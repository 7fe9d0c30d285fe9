package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.stage.StageReport;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.DataResult;
import org.jspecify.annotations.Nullable;

/**
 * What the data stage came to.
 *
 * @param result null when the collection is so poor that no data set was made of it
 */
record PreparedData(DataCollection collection, @Nullable DataResult result) {
  StageReport report(DataPipeline stage) {
    return result == null ? stage.report(collection) : stage.report(result);
  }

  /** The data set; a collection that its gate blocks does not get here. */
  DataResult required() {
    if (result == null) {
      throw new IllegalStateException("The gate let a poor collection pass");
    }
    return result;
  }
}
