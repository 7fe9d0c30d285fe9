package io.edgeflow.deploy.agent.state;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device's own folder, held by one process at a time. */
public final class DeviceFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceFolder.class);

  private final Path root;
  private final FileChannel lock;
  private final StateWriter writer;
  private AgentState remembered = AgentState.fresh();
  private @Nullable PipelineException damage;

  private DeviceFolder(Path root, FileChannel lock, StateWriter writer) {
    this.root = root;
    this.lock = lock;
    this.writer = writer;
  }

  /** Puts a small file on the disk, whole or not at all. */
  @FunctionalInterface
  public interface StateWriter {
    /**
     * Writes.
     *
     * @throws PipelineException if the disk does not take it; the file is as it was
     */
    void write(Path file, String text);
  }

  /** Takes the folder and removes what a crash left half-done. */
  public static DeviceFolder take(Path root) {
    return take(root, AtomicFile::write);
  }

  /** The same with another way to write its small files. */
  public static DeviceFolder take(Path root, StateWriter writer) {
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
      DeviceFolder folder = new DeviceFolder(root, channel, writer);
      folder.removeTorn();
      return folder;
    } catch (IOException e) {
      throw PipelineException.failed("Cannot use the device's folder").where(root).cause(e).build();
    }
  }

  /**
   * What the device remembered when its folder was taken; that of a new device when there was no
   * file, or when the file is damaged: then see {@link #damage}.
   */
  public AgentState state() {
    return remembered;
  }

  /** What is wrong with the file of {@link #state}; empty when nothing is. */
  public Optional<PipelineException> damage() {
    return Optional.ofNullable(damage);
  }

  /** Puts a damaged state aside, for whoever wants to look at it. */
  public void putDamageAside() throws IOException {
    Files.move(
        stateFile(), root.resolve("active.json.damaged"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Replaces what the device remembers, atomically. */
  public void save(AgentState state) {
    writer.write(stateFile(), state.text());
  }

  /**
   * Counts one more load of a model and says which it is, from 1; remembered over restarts. A
   * counter that is damaged goes on at the clock's milliseconds, which no counter has reached; one
   * that the disk does not take is those milliseconds.
   */
  public long countLoad(Clock clock) {
    Path file = root.resolve("loads.json");
    long next = 1 + loads(file, clock);
    try {
      writer.write(file, Loads.FORM.pretty(new Loads(next)));
      return next;
    } catch (PipelineException full) {
      LOG.warn("The load counter cannot be written", full);
      return clock.millis();
    }
  }

  private static long loads(Path file, Clock clock) {
    try {
      return Files.exists(file) ? Loads.FORM.read(file).loads() : 0;
    } catch (PipelineException damaged) {
      LOG.warn("The load counter is damaged", damaged);
      return clock.millis();
    }
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
  public String toString() {
    return root.toString();
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
    try (DirectoryStream<Path> aside = Files.newDirectoryStream(root, ".*.tmp")) {
      for (Path file : aside) {
        Files.delete(file);
      }
    }
    remember();
    for (String slot : AgentState.SLOTS) {
      if (damage == null && !remembered.uses(slot)) {
        FileTree.delete(slot(slot));
      }
    }
  }

  private void remember() {
    try {
      if (Files.exists(stateFile())) {
        remembered = AgentState.FORM.read(stateFile());
      }
    } catch (PipelineException e) {
      damage = e;
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
