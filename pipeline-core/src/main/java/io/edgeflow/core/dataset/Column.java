package io.edgeflow.core.dataset;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.nio.ByteBuffer;
import java.util.List;

/** Equal-sized rows spread over shards. */
record Column(ElementType type, List<Npy> shards, int rowsAShard, int rowBytes) {
  static Column open(List<Artifact> files, int rows, ElementType type, ArtifactStore store) {
    List<Npy> shards = files.stream().map(f -> Npy.map(store.open(f))).toList();
    int found = shards.stream().mapToInt(Npy::rows).sum();
    if (found != rows || shards.stream().anyMatch(s -> s.type() != type)) {
      throw PipelineException.failed("The files of a split do not fit its manifest")
          .found(found + " rows")
          .limit(rows + " rows of " + type)
          .where(files)
          .build();
    }
    requireEqual(shards);
    int rowBytes = shards.isEmpty() ? 0 : shards.get(0).rowBytes();
    int rowsAShard = shards.isEmpty() ? 1 : Math.max(1, shards.get(0).rows());
    return new Column(type, shards, rowsAShard, rowBytes);
  }

  /** Rows are found by division, which takes equal shards; only the last may be shorter. */
  private static void requireEqual(List<Npy> shards) {
    for (int i = 1; i < shards.size(); i++) {
      int more = shards.get(0).rows() - shards.get(i).rows();
      boolean last = i == shards.size() - 1;
      if (shards.get(i).rowBytes() != shards.get(0).rowBytes() || (last ? more < 0 : more != 0)) {
        throw PipelineException.failed("The shards of a split differ")
            .found(shards.stream().map(Npy::rows).toList() + " rows")
            .limit("shards of equal rows but the last, which may be shorter")
            .remedy("prepare the data again")
            .build();
      }
    }
  }

  /** Which shard a row is in. */
  int shard(int row) {
    return row / rowsAShard;
  }

  /** At which byte of its shard's elements a row begins. */
  int offset(int row) {
    return row % rowsAShard * rowBytes;
  }

  /** The mapped elements of a row's shard. */
  ByteBuffer mapped(int row) {
    return shards.get(shard(row)).data();
  }
}
