package io.edgeflow.deploy.agent.state;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A device's own folder, held by one process at a time. */
public final class DeviceFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;

  private DeviceFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes the folder and removes what a crash left half-done. */
  public static DeviceFolder take(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw PipelineException.of(
                PipelineException.Kind.LOCKED, "Another agent holds this device's folder")
            .where(root)
            .remedy("stop that agent first, or give this one another --state")
            .build();
      }
      DeviceFolder folder = new DeviceFolder(root, channel);
      folder.removeTorn();
      return folder;
    } catch (IOException e) {
      throw PipelineException.failed("Cannot use the device's folder").where(root).cause(e).build();
    }
  }

  /** What the device remembers; that of a new device when there is no file yet. */
  public AgentState state() {
    Path file = stateFile();
    return Files.exists(file) ? AgentState.FORM.read(file) : AgentState.fresh();
  }

  /** Replaces what the device remembers, atomically. */
  public void save(AgentState state) {
    AtomicFile.write(stateFile(), state.text());
  }

  /** Counts one more load of a model and says which it is, from 1; remembered over restarts. */
  public long countLoad() {
    Path file = root.resolve("loads.json");
    long before = Files.exists(file) ? Loads.FORM.read(file).loads() : 0;
    AtomicFile.write(file, Loads.FORM.pretty(new Loads(before + 1)));
    return before + 1;
  }

  /** The folder of a slot, which need not exist. */
  public Path slot(String name) {
    return root.resolve("slots").resolve(name);
  }

  /** An empty folder for an upload. */
  public Path newStaging() throws IOException {
    FileTree.delete(staging());
    return Files.createDirectories(staging());
  }

  /** Removes the staging folder, if there is one. */
  public void dropStaging() throws IOException {
    FileTree.delete(staging());
  }

  /** Makes the staging folder a slot; nothing may lead to that slot meanwhile. */
  public void install(String slot) throws IOException {
    FileTree.delete(slot(slot));
    Files.createDirectories(root.resolve("slots"));
    Files.move(staging(), slot(slot), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The usable space of the disk that holds the folder. */
  public long freeBytes() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot let go of the folder").where(root).cause(e).build();
    }
  }

  private void removeTorn() throws IOException {
    FileTree.delete(staging());
    AgentState state = state();
    for (String slot : List.of("a", "b")) {
      if (!state.uses(slot)) {
        FileTree.delete(slot(slot));
      }
    }
  }

  private Path staging() {
    return root.resolve("staging");
  }

  private Path stateFile() {
    return root.resolve("active.json");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }
}
