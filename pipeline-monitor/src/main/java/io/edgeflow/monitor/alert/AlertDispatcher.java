package io.edgeflow.monitor.alert;

import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.monitor.alert.AlertEvent.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a round of messages to every channel. A channel that fails is tried a bounded number of
 * times, and once it has failed for one message the round's later ones are not tried on it, so that
 * a dead address delays a round once.
 */
final class AlertDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final List<Named> channels;
  private final int attempts;
  private final Sleeper sleeper;

  /** A channel and the name it goes by in records. */
  record Named(String name, AlertChannel channel) {}

  AlertDispatcher(List<Named> channels, int attempts, Sleeper sleeper) {
    this.channels = List.copyOf(channels);
    this.attempts = attempts;
    this.sleeper = sleeper;
  }

  static AlertDispatcher of(AlertConfig config) {
    List<Named> channels = new ArrayList<>();
    if (config.enabled()) {
      for (ChannelConfig channel : config.channels()) {
        String name = "channels[" + channels.size() + "] " + channel.provider().id();
        channels.add(new Named(name, channel.open(config.timeout())));
      }
    }
    return new AlertDispatcher(channels, config.attempts(), Sleeper.real());
  }

  /** Begins a round. */
  Round round() {
    return new Round();
  }

  /** The messages of one update. */
  final class Round {
    private final Set<String> dead = new HashSet<>();

    private Round() {}

    List<Delivery> carry(AlertEvent.Kind kind, Alert alert) {
      List<Delivery> deliveries = new ArrayList<>();
      for (Named channel : channels) {
        Delivery delivery =
            dead.contains(channel.name())
                ? new Delivery(channel.name(), 0, "the channel failed just before")
                : carry(channel, kind, alert);
        if (!delivery.delivered()) {
          dead.add(channel.name());
          LOG.warn("{} did not take an alert: {}", channel.name(), delivery.error());
        }
        deliveries.add(delivery);
      }
      return deliveries;
    }

    private Delivery carry(Named channel, AlertEvent.Kind kind, Alert alert) {
      String error = "not tried";
      for (int attempt = 1; attempt <= attempts; attempt++) {
        try {
          channel.channel().send(kind, alert);
          return new Delivery(channel.name(), attempt, null);
        } catch (IOException e) {
          error = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return new Delivery(channel.name(), attempt, "interrupted");
        }
        if (attempt < attempts && !rested(attempt)) {
          return new Delivery(channel.name(), attempt, "interrupted");
        }
      }
      return new Delivery(channel.name(), attempts, error);
    }

    private boolean rested(int attempt) {
      try {
        sleeper.sleep(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
