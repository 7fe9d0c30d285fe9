package io.edgeflow.core.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.Serial;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Refuses a missing or null key of a record, unless the component says that it may be absent. */
final class Presence extends JacksonAnnotationIntrospector {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    if (annotated instanceof AnnotatedParameter parameter && isMandatory(parameter)) {
      return JsonSetter.Value.forValueNulls(Nulls.FAIL);
    }
    return super.findSetterInfo(annotated);
  }

  private static boolean isMandatory(AnnotatedParameter parameter) {
    RecordComponent @Nullable [] components =
        parameter.getOwner().getDeclaringClass().getRecordComponents();
    if (components == null || parameter.getOwner().getParameterCount() != components.length) {
      return false;
    }
    AnnotatedType type = components[parameter.getIndex()].getAnnotatedType();
    return !type.isAnnotationPresent(Nullable.class);
  }
}
