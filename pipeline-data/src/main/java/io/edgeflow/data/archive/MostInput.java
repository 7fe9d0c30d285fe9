package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes on so many bytes and no more: what is compressed may hold a thousand times its size. */
final class MostInput extends FilterInputStream {
  private final long most;
  private long left;

  MostInput(InputStream in, long most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    spend(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    spend(Math.max(0, count));
    return count;
  }

  private void spend(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw PipelineException.failed("The recording is too large, uncompressed")
          .limit(most + " bytes")
          .build();
    }
  }
}
