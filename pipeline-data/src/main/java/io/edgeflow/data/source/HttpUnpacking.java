package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.archive.BoundedInput;
import io.edgeflow.data.archive.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Unpacks a body that is gzipped on its way, or is a file that is compressed, up to so many bytes.
 */
final class HttpUnpacking {
  private final HttpSource source;
  private final RunContext context;
  private final long most;

  HttpUnpacking(HttpSource source, RunContext context, long most) {
    this.source = source;
    this.context = context;
    this.most = most;
  }

  /** Unpacks in place, and gives the size. */
  long unpack(HttpAnswer answer, Path file) throws IOException {
    if (!answer.encoding().isEmpty()) {
      requireGzip(answer, file);
      inflate(file);
    }
    if (source.body() != HttpSource.Body.PARQUET && Compression.of(file) != Compression.NONE) {
      inflate(file);
    }
    return Files.size(file);
  }

  private void requireGzip(HttpAnswer answer, Path file) throws IOException {
    boolean empty = Files.size(file) == 0;
    if (!answer.encoding().equals("gzip") || (!empty && Compression.of(file) != Compression.GZIP)) {
      throw source
          .failed("sent an answer that is packed otherwise than it says, or than was asked for")
          .found("Content-Encoding: " + answer.encoding())
          .limit("gzip")
          .remedy("check the endpoint")
          .build();
    }
  }

  private void inflate(Path file) throws IOException {
    Path plain = file.resolveSibling(file.getFileName() + ".plain");
    try (InputStream packed = Compression.plain(Files.newInputStream(file));
        InputStream in = new BoundedInput(packed, most, this::tooLarge, context::check)) {
      Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      if (!Compression.isDamage(e)) {
        throw e;
      }
      throw source
          .failed("sent what is compressed, and cut off or damaged")
          .found(String.valueOf(e.getMessage()))
          .remedy("run again; if it stays so, look at the endpoint's log")
          .cause(e)
          .build();
    }
    Files.move(plain, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private PipelineException tooLarge() {
    return source
        .failed("sent too much")
        .found("more than " + most + " bytes, unpacked")
        .limit(source.maxBytes() + " bytes in all")
        .remedy("raise its max_mb, or ask the endpoint for less")
        .build();
  }
}
