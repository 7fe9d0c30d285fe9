package io.edgeflow.data.validation;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import java.nio.file.Path;

/**
 * Where SQL of users runs: an engine of its own that holds a copy of the rows, reads and writes no
 * file, attaches nothing and loads nothing.
 *
 * @param folder for the copy, and for what the engine spills
 * @param memoryMb of the engine
 */
public record Sandbox(WorkFolder folder, int memoryMb, int threads) {
  /** The engine, whose table {@code rows} is what a query gives. */
  DataEngine open(DataEngine from, String query) {
    Path copy = from.scratch("sandbox.parquet");
    from.exportParquet(query, copy);
    DataEngine engine = DataEngine.duckDb(folder, memoryMb, threads);
    try {
      engine.loadParquet("rows", copy);
      engine.lock();
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }
}
