package io.edgeflow.core.artifact;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Crash-safe writes: write aside, force to disk, rename. A reader sees the old file or the new one,
 * never a half-written one.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file whole; creates its folder. */
  public static void write(Path file, byte[] bytes) {
    try {
      Path folder = folderOf(file);
      Files.createDirectories(folder);
      Path aside = Files.createTempFile(folder, ".", ".tmp");
      try {
        fill(aside, bytes);
        move(aside, file);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the file").where(file).cause(e).build();
    }
  }

  /** Writes a UTF-8 text whole. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Forces a finished file to disk and renames it to its final name on the same file system. */
  public static void publish(Path aside, Path file) {
    try {
      Files.createDirectories(folderOf(file));
      try (FileChannel out = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        out.force(true);
      }
      move(aside, file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot publish the file").where(file).cause(e).build();
    }
  }

  private static void fill(Path file, byte[] bytes) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer data = ByteBuffer.wrap(bytes);
      while (data.hasRemaining()) {
        out.write(data);
      }
      out.force(true);
    }
  }

  private static void move(Path aside, Path file) throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(folderOf(file), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("Not a file name: " + file);
    }
    return parent;
  }
}
