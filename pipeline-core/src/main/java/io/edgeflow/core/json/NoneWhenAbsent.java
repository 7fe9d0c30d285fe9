package io.edgeflow.core.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An {@code Optional<String>} that is the word {@value #NONE} in JSON when it is empty, as the
 * field's documents have it. Reading refuses a document without the key.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@JacksonAnnotationsInside
@JsonSerialize(using = NoneWriter.class)
@JsonDeserialize(using = NoneReader.class)
public @interface NoneWhenAbsent {
  /** The word for what is not there. */
  String NONE = "none";
}
