package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.DataEngine.RowReader;
import io.edgeflow.data.engine.WorkFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The truths of one split in the making.
 *
 * @param shards where they go; never written to when nothing is known
 * @param append takes the truth of a row of {@link RowSplitter#readTruths}
 */
record Truths(Shards shards, RowReader append) implements Closeable {
  static Truths of(Target target, WorkFolder folder, SplitName split, long maxShardBytes) {
    String name = split.id() + ".truths";
    return target.map(
        new Target.Cases<>() {
          @Override
          public Truths classes(ClassTarget classes) {
            Shards shards = new Shards(folder, name, ElementType.INT32, maxShardBytes);
            return new Truths(shards, row -> shards.append((int) row.integer(1)));
          }

          @Override
          public Truths values(ValueTarget values) {
            int count = values.columns().size();
            Shards shards = new Shards(folder, name, ElementType.FLOAT32, maxShardBytes, count);
            return new Truths(shards, row -> shards.append(row.floats(2)));
          }

          @Override
          public Truths self(SelfTarget self) {
            Shards shards = new Shards(folder, name, ElementType.INT32, maxShardBytes);
            boolean known = self.anomaly() != null;
            return new Truths(
                shards, known ? row -> shards.append((int) row.integer(1)) : row -> {});
          }
        });
  }

  List<Artifact> store(ArtifactStore store) {
    return shards.store(store);
  }

  @Override
  public void close() throws IOException {
    shards.close();
  }
}
