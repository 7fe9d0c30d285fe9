package io.edgeflow.architecture;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Asks that nobody tests which member of a sealed family it has: by a type test, a cast, or its
 * class as a value.
 */
final class AskWhatItIs extends ArchCondition<JavaClass> {
  private final Class<?> family;

  AskWhatItIs(Class<?> family) {
    super("ask a " + family.getSimpleName() + " what they need to know, and not which one it is");
    this.family = family;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      for (InstanceofCheck check : unit.getInstanceofChecks()) {
        report(type, unit, check.getRawType(), "tests for", events);
      }
      // The family's own class says nothing of the member: JSON is read as any of them by it.
      unit.getReferencedClassObjects().stream()
          .filter(object -> !object.getRawType().isEquivalentTo(family))
          .forEach(object -> report(type, unit, object.getRawType(), "names", events));
    }
  }

  private void report(
      JavaClass owner, JavaCodeUnit unit, JavaClass found, String how, ConditionEvents events) {
    if (found.isAssignableTo(family)) {
      String what = unit.getFullName() + " " + how + " " + found.getName();
      events.add(SimpleConditionEvent.violated(owner, what));
    }
  }
}
