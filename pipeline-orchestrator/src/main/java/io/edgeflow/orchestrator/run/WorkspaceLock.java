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
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time in a workspace. The operating system drops the lock when the process ends,
 * however it ends. The file says who holds it.
 */
public final class WorkspaceLock implements AutoCloseable {
  private final FileChannel channel;

  private WorkspaceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param holder what the next one is told, for example {@code edgeflow serve}
   * @throws PipelineException of kind LOCKED when somebody else holds it
   */
  public static WorkspaceLock take(Workspace workspace, String holder) {
    Path file = workspace.root().resolve("lock");
    try {
      Files.createDirectories(workspace.root());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String other = content(channel);
        channel.close();
        throw held(file, other);
      }
      WorkspaceLock lock = new WorkspaceLock(channel);
      lock.name(holder);
      return lock;
    } catch (IOException e) {
      throw PipelineException.failed("Cannot lock the workspace")
          .where(file)
          .remedy("check that the folder may be written, or set workflow.workspace")
          .cause(e)
          .build();
    }
  }

  /** Says who holds the lock, in the file beside this process's id. */
  public void name(String holder) {
    try {
      String text = "pid " + ProcessHandle.current().pid() + ", " + holder + "\n";
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
      channel.truncate(0);
      channel.close();
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

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(200);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
  }

  private static PipelineException held(Path file, String holder) {
    return PipelineException.of(Kind.LOCKED, "Somebody else is at work in this workspace")
        .found(holder.isEmpty() ? "a process that is just starting" : holder)
        .where(file)
        .remedy("wait for it to end, stop it, or use another workflow.workspace")
        .build();
  }
}
