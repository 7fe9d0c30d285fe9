package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.WorkFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The truths of one split in the making.
 *
 * @param shards where they go; never written to when nothing is known
 * @param append takes the truth of a row
 */
record Truths(Shards shards, Append append) implements Closeable {
  /** Takes the class and the values of a row. */
  @FunctionalInterface
  interface Append {
    /** Appends them. */
    void append(int number, float[] values) throws IOException;
  }

  static Truths of(Target target, WorkFolder folder, SplitName split, long maxShardBytes) {
    String name = split.id() + ".truths";
    return target.map(
        new Target.Cases<>() {
          @Override
          public Truths classes(ClassTarget classes) {
            Shards shards = new Shards(folder, name, ElementType.INT32, maxShardBytes);
            return new Truths(shards, (number, given) -> shards.append(number));
          }

          @Override
          public Truths values(ValueTarget values) {
            int count = values.columns().size();
            Shards shards = new Shards(folder, name, ElementType.FLOAT32, maxShardBytes, count);
            return new Truths(shards, (number, given) -> shards.append(given));
          }

          @Override
          public Truths self(SelfTarget self) {
            Shards shards = new Shards(folder, name, ElementType.INT32, maxShardBytes);
            boolean known = self.anomaly() != null;
            return new Truths(
                shards,
                (number, given) -> {
                  if (known) {
                    shards.append(number);
                  }
                });
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
