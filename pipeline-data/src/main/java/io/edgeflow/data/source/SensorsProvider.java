package io.edgeflow.data.source;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sources of type {@code sensors}, see {@link HttpSource} and {@link MqttSource}. */
public final class SensorsProvider implements DataSourceProvider {
  private static final FieldTable FIELDS = HttpSource.KEYS.plus(MqttSource.KEYS);

  @Override
  public String id() {
    return "sensors";
  }

  @Override
  public String description() {
    return "a sensor gateway that answers GET with JSON records, or a broker of MQTT 5 (mqtt:// or mqtts://)";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    @Nullable URI endpoint = HttpSource.parse(entry.get(HttpSource.ENDPOINT));
    if (endpoint != null && MqttSource.isFor(endpoint)) {
      return MqttSource.from(entry, endpoint, problems);
    }
    String message = "is for an endpoint of MQTT, which begins with mqtt:// or mqtts://";
    return HttpSource.refuse(entry, MqttSource.KEYS, message, problems)
        ? HttpSource.from(entry, problems)
        : Optional.empty();
  }
}
