package io.edgeflow.core.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Writes and reads records as JSON: snake_case keys in a fixed order, instants as ISO-8601,
 * durations as seconds; equal values give equal bytes. Reading refuses unknown and missing keys.
 * Thread-safe.
 */
public final class Json {
  static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /** The compact canonical bytes of a value. */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The compact canonical text of a value, on one line. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("Not writable as JSON: " + value.getClass(), e);
    }
  }

  /** The indented text of a value, ending with a line feed. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JacksonException e) {
      throw new IllegalArgumentException("Not writable as JSON: " + value.getClass(), e);
    }
  }

  /**
   * Reads a value.
   *
   * @param where named in the error, for example the file
   * @throws PipelineException if the text is not JSON or does not have the form of {@code type}
   */
  public static <T> T read(String text, Class<T> type, Object where) {
    return read(MAPPER.reader(), text, type, type.getSimpleName() + " document", where);
  }

  static <T> T read(ObjectReader reader, String text, Class<T> type, String what, Object where) {
    try {
      T value = reader.forType(type).readValue(text);
      if (value == null) {
        throw PipelineException.failed("Empty JSON").where(where).build();
      }
      return value;
    } catch (JacksonException e) {
      throw invalid(what, e, where);
    }
  }

  static PipelineException invalid(String what, JacksonException cause, Object where) {
    return PipelineException.failed("Not a valid " + what)
        .found(cause.getOriginalMessage())
        .where(where)
        .remedy("the file may be damaged or written by another version")
        .cause(cause)
        .build();
  }

  /** Reads a value from UTF-8 bytes; see {@link #read(String, Class, Object)}. */
  public static <T> T read(byte[] utf8, Class<T> type, Object where) {
    return read(new String(utf8, StandardCharsets.UTF_8), type, where);
  }

  /** Reads a value from a file; see {@link #read(String, Class, Object)}. */
  public static <T> T read(Path file, Class<T> type) {
    try {
      return read(Files.readString(file), type, file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the file").where(file).cause(e).build();
    }
  }

  /** Reads any JSON object as nested maps, lists, strings, numbers and booleans. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> readMap(String text, Object where) {
    return read(text, Map.class, where);
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .annotationIntrospector(new Presence())
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .withCoercionConfig(
            LogicalType.Textual,
            text -> {
              text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .addModule(timeModule())
        .build();
  }

  private static SimpleModule timeModule() {
    return new SimpleModule()
        .addSerializer(Instant.class, new InstantWriter())
        .addDeserializer(Instant.class, new InstantReader())
        .addSerializer(Duration.class, new DurationWriter())
        .addDeserializer(Duration.class, new DurationReader());
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    @Serial private static final long serialVersionUID = 1L;

    private InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider context)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    @Serial private static final long serialVersionUID = 1L;

    private InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return Instant.parse(in.getText());
      } catch (DateTimeParseException e) {
        throw JsonMappingException.from(in, "not an ISO-8601 instant: " + in.getText(), e);
      }
    }
  }

  private static final class DurationWriter extends StdSerializer<Duration> {
    @Serial private static final long serialVersionUID = 1L;

    private DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider context)
        throws IOException {
      out.writeNumber(value.toNanos() / 1e9);
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    @Serial private static final long serialVersionUID = 1L;

    private DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
      double nanos = in.getDoubleValue() * 1e9;
      if (Math.abs(nanos) > Long.MAX_VALUE) {
        throw JsonMappingException.from(in, "too many seconds: " + in.getText());
      }
      return Duration.ofNanos(Math.round(nanos));
    }
  }
}
