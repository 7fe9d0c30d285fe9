package io.edgeflow.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/** Asks that no class visible from outside shows an engine's type, generic arguments included. */
final class KeepEngineTypesInside extends ArchCondition<JavaClass> {
  private static final List<String> ENGINES =
      List.of(
          "ai.djl.",
          "ai.onnxruntime.",
          "org.tensorflow.",
          "org.bytedeco.",
          "org.duckdb.",
          "org.apache.spark.",
          "org.eclipse.jetty.");

  KeepEngineTypesInside() {
    super("keep engine types out of their public and protected signatures");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (isVisible(type)) {
      report(type, type.getFullName(), supertypes(type), events);
      type.getMembers().stream()
          .filter(KeepEngineTypesInside::isVisible)
          .forEach(member -> report(type, member.getFullName(), signature(member), events));
    }
  }

  private static void report(
      JavaClass owner, String where, Stream<JavaType> signature, ConditionEvents events) {
    signature
        .flatMap(each -> each.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .map(JavaClass::getName)
        .filter(name -> ENGINES.stream().anyMatch(name::startsWith))
        .distinct()
        .forEach(
            name -> events.add(SimpleConditionEvent.violated(owner, where + " shows " + name)));
  }

  private static Stream<JavaType> supertypes(JavaClass type) {
    return Stream.of(
            type.getSuperclass().stream(),
            type.getInterfaces().stream(),
            type.getTypeParameters().stream().map(JavaTypeVariable::toErasure))
        .flatMap(each -> each);
  }

  private static Stream<JavaType> signature(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(code.getReturnType()),
            code.getParameterTypes().stream(),
            code.getExceptionTypes().stream(),
            code.getTypeParameters().stream().map(JavaTypeVariable::toErasure))
        .flatMap(each -> each);
  }

  private static boolean isVisible(JavaClass type) {
    boolean here = type.getModifiers().contains(PUBLIC) || type.getModifiers().contains(PROTECTED);
    return here && type.getEnclosingClass().map(KeepEngineTypesInside::isVisible).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(PUBLIC) || member.getModifiers().contains(PROTECTED);
  }
}
