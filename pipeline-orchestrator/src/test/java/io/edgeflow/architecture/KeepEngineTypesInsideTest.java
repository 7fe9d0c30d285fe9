package io.edgeflow.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition sees a leak wherever a signature can hide one, and only there. */
public class KeepEngineTypesInsideTest {
  public record InComponent(NDArray array) {}

  public interface InGenericReturn {
    Map<String, List<NDArray>> arrays();
  }

  public interface InArrayParameter {
    void take(NDArray[] arrays);
  }

  public interface InBound<T extends NDArray> {
    T value();
  }

  public interface InSupertype extends Supplier<NDArray> {}

  public static class InProtectedField {
    protected final List<NDArray> arrays = List.of();
  }

  public static class InPrivateField {
    private final List<NDArray> arrays = List.of();

    public int size() {
      return arrays.size();
    }
  }

  record NotVisible(NDArray array) {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        InComponent.class,
        InGenericReturn.class,
        InArrayParameter.class,
        InBound.class,
        InSupertype.class,
        InProtectedField.class
      })
  void leaks_are_found(Class<?> leaking) {
    assertThat(leaks(leaking)).anyMatch(line -> line.contains("shows ai.djl.ndarray.NDArray"));
  }

  @ParameterizedTest
  @ValueSource(classes = {InPrivateField.class, NotVisible.class})
  void what_nobody_outside_can_name_is_no_leak(Class<?> closed) {
    assertThat(leaks(closed)).isEmpty();
  }

  private static List<String> leaks(Class<?> type) {
    return classes()
        .should(new KeepEngineTypesInside())
        .evaluate(new ClassFileImporter().importClasses(type))
        .getFailureReport()
        .getDetails();
  }
}
