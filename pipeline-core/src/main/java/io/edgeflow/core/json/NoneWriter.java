package io.edgeflow.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/** Writes an optional text for {@link NoneWhenAbsent}. */
final class NoneWriter extends StdSerializer<Optional<String>> {
  @Serial private static final long serialVersionUID = 1L;

  NoneWriter() {
    super(Optional.class, false);
  }

  @Override
  public void serialize(Optional<String> value, JsonGenerator out, SerializerProvider context)
      throws IOException {
    out.writeString(value.orElse(NoneWhenAbsent.NONE));
  }
}
