package io.edgeflow.monitor.alert;

import java.io.IOException;

/** One way out for alerts. Thread-safe. */
interface Channel {
  /**
   * Sends one message, once.
   *
   * @throws IOException if it was not taken; its message never holds the address
   */
  void send(AlertEvent.Kind kind, Alert alert) throws IOException, InterruptedException;
}
