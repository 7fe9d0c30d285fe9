package io.edgeflow.data.engine;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import java.io.IOException;
import java.nio.file.Path;

/** A folder for files that are still being made; closing it deletes it with all it holds. */
public final class WorkFolder implements AutoCloseable {
  private final Path root;

  private WorkFolder(Path root) {
    this.root = root;
  }

  /** A new folder on the store's file system. */
  public static WorkFolder in(ArtifactStore store) {
    return new WorkFolder(store.scratch());
  }

  /** The path of a file in this folder. */
  public Path file(String name) {
    return root.resolve(name);
  }

  @Override
  public void close() {
    try {
      FileTree.delete(root);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot delete the working folder")
          .where(root)
          .remedy("delete it by hand")
          .cause(e)
          .build();
    }
  }
}
