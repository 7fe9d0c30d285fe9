package io.edgeflow.core.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gives up as soon as a body has too many bytes, so that one without end fills no memory. */
final class BoundedBody<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> reader;
  private final long maxBytes;
  private Flow.@Nullable Subscription subscription;
  private long bytes;

  BoundedBody(BodySubscriber<T> reader, long maxBytes) {
    this.reader = reader;
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    reader.onSubscribe(begun);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    if (bytes > maxBytes) {
      return;
    }
    bytes += pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes <= maxBytes) {
      reader.onNext(pieces);
      return;
    }
    // In this order, so that nobody hears of the closed connection first.
    reader.onError(new BodyTooLargeException(maxBytes));
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable problem) {
    if (bytes <= maxBytes) {
      reader.onError(problem);
    }
  }

  @Override
  public void onComplete() {
    if (bytes <= maxBytes) {
      reader.onComplete();
    }
  }
}
