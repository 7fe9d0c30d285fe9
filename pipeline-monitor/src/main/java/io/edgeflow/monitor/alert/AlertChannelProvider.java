package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Provider;
import io.edgeflow.core.config.Providers;
import io.edgeflow.core.config.Section;
import java.time.Duration;

/**
 * A type of alert channel, the word {@code type} of an item of {@code monitoring.alerts.channels}.
 * The item takes the provider's keys beside it. One of your own is named in {@code
 * META-INF/services/io.edgeflow.monitor.alert.AlertChannelProvider}:
 *
 * <pre>{@code
 * public final class PagerChannelProvider implements AlertChannelProvider {
 *   public static final Field<Secret> TOKEN =
 *       Field.secret("token", "the pager's token").mandatory();
 *   private static final FieldTable FIELDS = FieldTable.of(TOKEN);
 *
 *   public String id() { return "pager"; }
 *   public String description() { return "calls whoever is on duty"; }
 *   public FieldTable fields() { return FIELDS; }
 *   public AlertChannel open(Section section, Duration timeout) {
 *     Secret token = section.get(TOKEN);
 *     return (kind, alert) -> call(token, kind, alert, timeout);
 *   }
 * }
 * }</pre>
 */
public interface AlertChannelProvider extends Provider {
  /** Those on the class path. */
  Providers<AlertChannelProvider> ALL = Providers.of(AlertChannelProvider.class);

  /**
   * Adds what is wrong with an item beyond what its fields check by themselves. Keys may be absent
   * here, also mandatory ones, whose absence is told already.
   */
  default void check(Section section, Problems problems) {}

  /**
   * Makes the channel of an item without a problem. Sends and connects to nothing yet.
   *
   * @param section the item, which answers for the keys of {@link #fields()}
   * @param timeout the longest that one {@link AlertChannel#send} may take
   */
  AlertChannel open(Section section, Duration timeout);
}
