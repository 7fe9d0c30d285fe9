package io.edgeflow.core.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A JSON form that outlives the process that wrote it: its name, its version, and what becomes of
 * fields that this code does not know. The version stands first in the object; an object without
 * one is of version 1. A version above the current one is refused by name. Thread-safe.
 *
 * <pre>{@code
 * static final PersistedForm<RunRecord> FORM =
 *     PersistedForm.tolerant("run record", RunRecord.class, 2);
 * AtomicFile.write(file, FORM.pretty(record));
 * RunRecord read = FORM.read(file);
 * }</pre>
 *
 * @param <T> what the object is read to
 */
public final class PersistedForm<T> {
  /** The key of the version, unless a form has always had another one. */
  public static final String VERSION_KEY = "format_version";

  private final String name;
  private final Class<T> type;
  private final String key;
  private final int current;
  private final ObjectReader reader;
  private final Map<Integer, Older<?, T>> older;

  private PersistedForm(
      String name,
      Class<T> type,
      String key,
      int current,
      ObjectReader reader,
      Map<Integer, Older<?, T>> older) {
    this.name = name;
    this.type = type;
    this.key = key;
    this.current = current;
    this.reader = reader;
    this.older = Map.copyOf(older);
  }

  /** What a version of another shape is read to, and how it becomes the current one. */
  private record Older<V, T>(Class<V> type, Function<V, T> upgrade) {}

  /**
   * A form whose reader ignores fields that it does not know: reports and records, where a missing
   * detail does no harm.
   *
   * @param name for people, as in {@code run record}
   * @param current what is written, at least 1; everything from 1 is read
   */
  public static <T> PersistedForm<T> tolerant(String name, Class<T> type, int current) {
    ObjectReader reader =
        Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    return new PersistedForm<>(name, type, VERSION_KEY, current, reader, Map.of());
  }

  /**
   * A form whose reader refuses fields that it does not know: what is acted upon, where half an
   * understanding is none.
   *
   * @param name for people, as in {@code device state}
   * @param current what is written, at least 1; everything from 1 is read
   */
  public static <T> PersistedForm<T> strict(String name, Class<T> type, int current) {
    return new PersistedForm<>(name, type, VERSION_KEY, current, Json.MAPPER.reader(), Map.of());
  }

  /** A tolerant form that is read to its fields, the version among them. */
  @SuppressWarnings("unchecked")
  public static PersistedForm<Map<String, Object>> fields(String name, int current) {
    return tolerant(name, (Class<Map<String, Object>>) (Class<?>) Map.class, current);
  }

  /** The same form with its version under another key, which {@code T} may have as a field. */
  public PersistedForm<T> withKey(String other) {
    return new PersistedForm<>(name, type, other, current, reader, older);
  }

  /** The same form with an older version that has a shape of its own and is brought up to date. */
  public <V> PersistedForm<T> upgrading(int version, Class<V> shape, Function<V, T> upgrade) {
    Map<Integer, Older<?, T>> all = new HashMap<>(older);
    all.put(version, new Older<>(shape, upgrade));
    return new PersistedForm<>(name, type, key, current, reader, all);
  }

  /** The compact canonical text of a value, version first, on one line. */
  public String text(T value) {
    return Json.text(versioned(value));
  }

  /** The indented text of a value, version first, ending with a line feed. */
  public String pretty(T value) {
    return Json.pretty(versioned(value));
  }

  /**
   * Reads a value.
   *
   * @param where named in the error, for example the file
   * @throws PipelineException if the text is not of this form, or of an unknown version of it
   */
  public T read(String text, Object where) {
    int found = version(text, where);
    if (found < 1 || found > current) {
      throw PipelineException.failed("Unknown version of the " + name)
          .found(key + " " + found)
          .limit(current == 1 ? "version 1" : "versions 1 to " + current)
          .where(where)
          .remedy("read it with the Edgeflow that wrote it, or with a newer one than this")
          .build();
    }
    Older<?, T> shape = older.get(found);
    return shape == null ? read(text, type, where) : upgraded(shape, text, where);
  }

  private <V> T upgraded(Older<V, T> shape, String text, Object where) {
    V old = read(text, shape.type(), where);
    try {
      return shape.upgrade().apply(old);
    } catch (IllegalArgumentException e) {
      throw PipelineException.failed("Not a valid " + name + " document")
          .found(String.valueOf(e.getMessage()))
          .where(where)
          .cause(e)
          .build();
    }
  }

  private <V> V read(String text, Class<V> shape, Object where) {
    return Json.read(reader.withHandler(new VersionField(shape)), text, shape, name, where);
  }

  /** Reads a value from UTF-8 bytes; see {@link #read(String, Object)}. */
  public T read(byte[] utf8, Object where) {
    return read(new String(utf8, StandardCharsets.UTF_8), where);
  }

  /** Reads a value from a file; see {@link #read(String, Object)}. */
  public T read(Path file) {
    try {
      return read(Files.readString(file), file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the " + name).where(file).cause(e).build();
    }
  }

  /** The value as a JSON object whose first field is the version. */
  Object versioned(T value) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    object.put(key, current);
    ObjectNode content = Json.MAPPER.valueToTree(value);
    if (content.has(key) && content.get(key).asInt() != current) {
      throw new IllegalArgumentException("The " + name + " has a field " + key + " of its own");
    }
    return object.setAll(content);
  }

  private int version(String text, Object where) {
    try (JsonParser in = Json.MAPPER.createParser(text)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          boolean found = in.currentName().equals(key);
          in.nextToken();
          if (found) {
            return number(in);
          }
          in.skipChildren();
        }
      }
      return 1;
    } catch (JacksonException e) {
      throw Json.invalid(name, e, where);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory", e);
    }
  }

  private int number(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new JsonParseException(in, key + " is not a whole number");
    }
    return in.getIntValue();
  }

  /** The version is known to every form, though no field of {@code T}. */
  private final class VersionField extends DeserializationProblemHandler {
    private final Class<?> shape;

    private VersionField(Class<?> shape) {
      this.shape = shape;
    }

    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser in,
        JsonDeserializer<?> deserializer,
        Object beanOrClass,
        String property)
        throws IOException {
      Class<?> bean = beanOrClass instanceof Class<?> found ? found : beanOrClass.getClass();
      if (!property.equals(key) || !shape.isAssignableFrom(bean)) {
        return false;
      }
      in.skipChildren();
      return true;
    }
  }
}
