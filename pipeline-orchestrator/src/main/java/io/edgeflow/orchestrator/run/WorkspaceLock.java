package io.edgeflow.orchestrator.run;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process at a time may do in a workspace: a run, or keeping its fleet. The operating
 * system drops a lock when its process ends, however it ends. The lock's file says who holds it.
 */
public final class WorkspaceLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceLock.class);

  /** Those of this process: to open and close such a file again would drop its lock. */
  private static final Map<Path, WorkspaceLock> HELD = new HashMap<>();

  private static final Pattern HOLDER = Pattern.compile("pid ([0-9]{1,18}), (.*)");

  private final Path file;
  private final FileChannel channel;
  private volatile String holder;

  private WorkspaceLock(Path file, FileChannel channel, String holder) {
    this.file = file;
    this.channel = channel;
    this.holder = holder;
  }

  /** What a lock is for. */
  public enum Scope {
    /** Runs, and what removes their files. */
    RUN("lock", "Another run is at work in this workspace", "wait for it to end, stop it"),
    /** The agents of the local fleet and the watch over it. */
    FLEET("fleet.lock", "The fleet of this workspace is kept by somebody else", "stop that");

    private final String file;
    private final String taken;
    private final String remedy;

    Scope(String file, String taken, String remedy) {
      this.file = file;
      this.taken = taken;
      this.remedy = remedy;
    }
  }

  /**
   * Takes a lock.
   *
   * @param holder what the next one is told, for example {@code edgeflow serve}
   * @throws PipelineException of kind LOCKED when somebody else holds it
   */
  public static WorkspaceLock take(Workspace workspace, Scope scope, String holder) {
    return tryTake(workspace, scope, holder).orElseThrow(() -> held(scope, file(workspace, scope)));
  }

  /** Takes a lock unless somebody else holds it. */
  public static Optional<WorkspaceLock> tryTake(Workspace workspace, Scope scope, String holder) {
    Path file = file(workspace, scope);
    synchronized (HELD) {
      Optional<WorkspaceLock> lock = HELD.containsKey(file) ? Optional.empty() : open(file, holder);
      lock.ifPresent(taken -> HELD.put(file, taken));
      return lock;
    }
  }

  /**
   * Who holds a lock now, as the lock's file says.
   *
   * @return empty when nobody does
   */
  public static Optional<String> holder(Workspace workspace, Scope scope) {
    Path file = file(workspace, scope);
    Matcher text = Files.isRegularFile(file) ? HOLDER.matcher(holderOf(file)) : HOLDER.matcher("");
    boolean alive =
        text.matches()
            && ProcessHandle.of(Long.parseLong(text.group(1)))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    return alive ? Optional.of(text.group(2)) : Optional.empty();
  }

  /** One name for one file, however the workspace is named. */
  private static Path file(Workspace workspace, Scope scope) {
    return workspace.root().resolve(scope.file).toAbsolutePath().normalize();
  }

  private static Optional<WorkspaceLock> open(Path file, String holder) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      WorkspaceLock lock = new WorkspaceLock(file, channel, holder);
      lock.name(holder);
      return Optional.of(lock);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot lock the workspace")
          .where(file)
          .remedy("check that the folder may be written, or set workflow.workspace")
          .cause(e)
          .build();
    }
  }

  /** Whether this is the lock's own file, which must outlive it. */
  public boolean isFile(Path other) {
    return file.equals(other.toAbsolutePath().normalize());
  }

  /** Says who holds the lock, in the file beside this process's id. */
  public void name(String newHolder) {
    holder = newHolder;
    try {
      String text = text() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      channel.force(true);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the lock file").cause(e).build();
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try {
      synchronized (HELD) {
        HELD.remove(file);
        channel.truncate(0);
        channel.close();
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot release the workspace lock").cause(e).build();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private String text() {
    return "pid " + ProcessHandle.current().pid() + ", " + holder;
  }

  private static String holderOf(Path file) {
    synchronized (HELD) {
      WorkspaceLock own = HELD.get(file);
      try {
        return own == null ? Files.readString(file).strip() : own.text();
      } catch (IOException e) {
        LOG.debug("Nobody knows who holds {}", file, e);
        return "";
      }
    }
  }

  private static PipelineException held(Scope scope, Path file) {
    String holder = holderOf(file);
    return PipelineException.of(Kind.LOCKED, scope.taken)
        .found(holder.isEmpty() ? "a process that is just starting" : holder)
        .where(file)
        .remedy(scope.remedy + ", or use another workflow.workspace")
        .build();
  }
}
