package io.edgeflow.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/** Reads an optional text for {@link NoneWhenAbsent}; null and a missing key are refused. */
final class NoneReader extends StdDeserializer<Optional<String>> {
  @Serial private static final long serialVersionUID = 1L;

  NoneReader() {
    super(Optional.class);
  }

  @Override
  public Optional<String> deserialize(JsonParser in, DeserializationContext context)
      throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw context.wrongTokenException(
          in, Optional.class, JsonToken.VALUE_STRING, "a text or \"none\" is expected");
    }
    String text = in.getText();
    return text.equals(NoneWhenAbsent.NONE) ? Optional.empty() : Optional.of(text);
  }

  @Override
  public Optional<String> getNullValue(DeserializationContext context) throws JsonMappingException {
    throw JsonMappingException.from(
        context, "a text or \"none\" is expected, found null or nothing");
  }
}
