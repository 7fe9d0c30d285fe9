package io.edgeflow.monitor.alert;

import java.io.IOException;

/** One way out for alerts, made by an {@link AlertChannelProvider}. Thread-safe. */
@FunctionalInterface
public interface AlertChannel {
  /**
   * Sends one message, once, within the timeout that the channel was opened with. Whoever calls
   * tries again.
   *
   * @param kind whether the trouble appeared or is gone; both are sent
   * @throws IOException if the message was not taken; its text is recorded and shown, so that it
   *     holds neither an address nor another secret
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void send(AlertEvent.Kind kind, Alert alert) throws IOException, InterruptedException;
}
