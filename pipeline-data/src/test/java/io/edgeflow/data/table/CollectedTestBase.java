package io.edgeflow.data.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what a table was collected from its sources. */
abstract class CollectedTestBase {
  static final String ROWS = "SELECT record, fault, label, v FROM rows ORDER BY source, record";

  @TempDir Path temp;
  Collected collected;

  @BeforeEach
  final void start() {
    collected = new Collected(temp);
  }

  @AfterEach
  final void stop() {
    collected.close();
  }
}
