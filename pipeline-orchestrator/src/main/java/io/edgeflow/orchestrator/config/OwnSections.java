package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.step.StepProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The sections of the user's own steps, whose keys their providers know. */
final class OwnSections {
  private OwnSections() {}

  /**
   * The sections that a file's {@code workflow.steps} declares; what is wrong there is told later.
   */
  static List<Field<?>> of(Mapping root) {
    SortedMap<String, StepProvider> providers = StepProvider.ALL.all();
    List<Field<?>> sections = new ArrayList<>();
    Set<String> names = taken();
    for (Mapping step : declared(root)) {
      Optional<String> name = text(step, StepConfig.NAME);
      StepProvider provider = providers.get(text(step, StepConfig.TYPE).or(() -> name).orElse(""));
      if (provider != null && name.isPresent() && names.add(name.get())) {
        sections.add(Field.section(name.get(), provider.fields(), provider.description()));
      }
    }
    return sections;
  }

  /** The sections that steps have which are named as their types. */
  static List<Field<?>> ofProviders() {
    List<Field<?>> sections = new ArrayList<>();
    StepProvider.ALL
        .all()
        .forEach((id, each) -> sections.add(Field.section(id, each.fields(), each.description())));
    return sections;
  }

  /** The declared steps with their sections, checked. */
  static List<StepConfig> read(Section all, Problems problems) {
    List<String> available = StepProvider.ALL.ids();
    Set<String> taken = taken();
    List<StepConfig> steps = new ArrayList<>();
    for (Section entry : all.get(WorkflowConfig.WORKFLOW).get(RunConfig.STEPS)) {
      Optional<String> name = entry.find(StepConfig.NAME);
      String type = entry.find(StepConfig.TYPE).or(() -> name).orElse("");
      if (name.isEmpty()) {
        continue;
      }
      if (!name.get().matches("[a-z][a-z0-9_]{0,63}")) {
        entry.refuse(problems, StepConfig.NAME, "must be snake_case, found \"" + name.get() + "\"");
      } else if (!taken.add(name.get())) {
        entry.refuse(problems, StepConfig.NAME, "\"" + name.get() + "\" is taken");
      } else if (!available.contains(type)) {
        entry.refuse(
            problems,
            entry.isWritten(StepConfig.TYPE) ? StepConfig.TYPE : StepConfig.NAME,
            "no step provider \""
                + type
                + "\" on the class path; there "
                + (available.isEmpty() ? "is none" : "are " + String.join(", ", available)));
      } else {
        Section section = own(all, name.get());
        steps.add(new StepConfig(name.get(), type, entry.find(StepConfig.AFTER), section));
      }
    }
    return steps;
  }

  private static Section own(Section all, String name) {
    return (Section) all.get(all.table().field(name).orElseThrow());
  }

  private static Set<String> taken() {
    return WorkflowConfig.FIELDS.fields().stream()
        .map(Field::name)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<Mapping> declared(Mapping root) {
    Entry workflow = root.entries().get(WorkflowConfig.WORKFLOW.name());
    if (workflow == null || !(workflow.value() instanceof Mapping section)) {
      return List.of();
    }
    Entry steps = section.entries().get(RunConfig.STEPS.name());
    if (steps == null || !(steps.value() instanceof Sequence list)) {
      return List.of();
    }
    return list.items().stream()
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast)
        .toList();
  }

  private static Optional<String> text(Mapping step, Field<String> key) {
    Entry entry = step.entries().get(key.name());
    ConfigNode value = entry == null ? null : entry.value();
    return value instanceof Scalar scalar && scalar.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }
}
