package io.edgeflow.data.source;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes an answer's body to a file: anew, or after what is there. */
final class BodyFile implements BodySubscriber<Path> {
  private final Path file;
  private final boolean append;
  private final CompletableFuture<Path> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable FileChannel out;

  BodyFile(Path file, boolean append) {
    this.file = file;
    this.append = append;
  }

  @Override
  public CompletionStage<Path> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    try {
      out =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
      newSubscription.request(Long.MAX_VALUE);
    } catch (IOException e) {
      giveUp(e);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    if (done.isDone() || out == null) {
      return;
    }
    try {
      for (ByteBuffer piece : pieces) {
        while (piece.hasRemaining()) {
          out.write(piece);
        }
      }
    } catch (IOException e) {
      giveUp(new FileSystemException(file.toString(), null, e.getMessage()));
    }
  }

  @Override
  public void onError(Throwable problem) {
    giveUp(problem);
  }

  @Override
  public void onComplete() {
    try {
      closeFile();
      done.complete(file);
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }

  private void giveUp(Throwable problem) {
    if (subscription != null) {
      subscription.cancel();
    }
    try {
      closeFile();
    } catch (IOException e) {
      problem.addSuppressed(e);
    }
    done.completeExceptionally(problem);
  }

  private void closeFile() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
