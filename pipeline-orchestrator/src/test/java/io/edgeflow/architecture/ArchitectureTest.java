package io.edgeflow.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.Target;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final JavaClasses EDGEFLOW =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.edgeflow");

  private enum Module {
    CORE("every module stands on it: whatever it knew, all would know"),
    HTTP("a server for strangers need not know what it serves", CORE),
    FORMATS("an agent carries it to a device, so it must stay small", CORE),
    DATA("it must be usable without a training or a serving engine", CORE),
    TRAIN("it turns a data set into a graph and need not know where either goes", CORE),
    OPTIMIZE(
        "distillation and fine-tuning are training, measuring needs the files",
        CORE,
        TRAIN,
        FORMATS),
    DEPLOY("a device agent runs it, and there is no training on a device", CORE, FORMATS, HTTP),
    MONITOR("it judges telemetry, whoever deployed the model", CORE, HTTP),
    ORCHESTRATOR(
        "the one place that knows all",
        CORE,
        HTTP,
        FORMATS,
        DATA,
        TRAIN,
        OPTIMIZE,
        DEPLOY,
        MONITOR);

    private final String reason;
    private final List<Module> used;

    Module(String reason, Module... used) {
      this.reason = reason;
      this.used = List.of(used);
    }

    private String root() {
      return "io.edgeflow." + name().toLowerCase(Locale.ROOT);
    }

    private String tree() {
      return root() + "..";
    }

    private String[] forbiddenTrees() {
      return Stream.of(values())
          .filter(other -> other != this && !used.contains(other))
          .map(Module::tree)
          .toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_module_is_looked_at(Module module) {
    assertThat(EDGEFLOW.that(resideInAPackage(module.tree()))).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void modules_use_only_the_modules_they_may(Module module) {
    noClasses()
        .that()
        .resideInAPackage(module.tree())
        .should()
        .dependOnClassesThat(resideInAnyPackage(module.forbiddenTrees()))
        .because(module.reason)
        .allowEmptyShould(true)
        .check(EDGEFLOW);
  }

  @Test
  void operators_are_asked_what_they_can_and_not_which_one_they_are() {
    classes()
        .that()
        .resideOutsideOfPackage("io.edgeflow.core.graph..")
        .should(new AskWhatItIs(Op.class))
        .because("a new operator must be taught to the places that the compiler names, no others")
        .allowEmptyShould(true)
        .check(EDGEFLOW);
  }

  @ParameterizedTest
  @ValueSource(classes = {Target.class, Evaluation.class})
  void targets_and_evaluations_are_asked_for_their_case(Class<?> family) {
    classes()
        .should(new AskWhatItIs(family))
        .because("a new target must be taught to the places that the compiler names, no others")
        .check(EDGEFLOW);
  }

  @Test
  void images_are_known_to_image_code_alone() {
    DescribedPredicate<JavaClass> imageCode =
        resideInAPackage("io.edgeflow.core.sample")
            .or(
                nameMatching(
                    ".*\\.(Bilinear|PreprocessStep(\\$\\w+)?|\\w+V[12](\\$\\w+)?"
                        + "|ImageWarp|ImageLayers|ImageShaping)"))
            .or(belongTo(assignableTo(Architecture.class)));
    noClasses()
        .that(DescribedPredicate.not(imageCode).as("are not about images"))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ImageShape.class)
        .because("a sample is an image, a series or a vector, and most code need not know which")
        .check(EDGEFLOW);
  }

  @Test
  void packages_form_no_cycles() {
    slices()
        .matching("io.edgeflow.(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a cycle can only be read, tested and changed together")
        .allowEmptyShould(true)
        .check(EDGEFLOW);
  }

  @ParameterizedTest
  @EnumSource
  void the_root_package_of_a_module_is_not_used_by_its_sub_packages(Module module) {
    noClasses()
        .that()
        .resideInAPackage(module.root() + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(module.root())
        .because("the root package is the entry that puts the parts together; parts stand alone")
        .allowEmptyShould(true)
        .check(EDGEFLOW);
  }

  @Test
  void the_rooms_of_the_device_agent_do_not_use_the_program_that_joins_them() {
    noClasses()
        .that()
        .resideInAPackage("io.edgeflow.deploy.agent.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.edgeflow.deploy.agent")
        .because("a device is hosted by the program, by a test's fleet and, some day, by others")
        .check(EDGEFLOW);
  }

  @Test
  void engine_types_stay_out_of_public_signatures() {
    classes()
        .that()
        .resideOutsideOfPackage("io.edgeflow.train.djl..")
        .should(new KeepEngineTypesInside())
        .because("an engine can be replaced only while nobody outside its wrapper can name it")
        .allowEmptyShould(true)
        .check(EDGEFLOW);
  }

  @Test
  void every_package_declares_its_nullness() {
    List<String> undeclared = new ArrayList<>();
    EDGEFLOW.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(each -> each.tryGetAnnotationOfType(NullMarked.class).isEmpty())
        .map(JavaPackage::getName)
        .sorted()
        .forEach(undeclared::add);

    assertThat(undeclared)
        .as("packages whose package-info.java lacks @NullMarked: NullAway skips them silently")
        .isEmpty();
  }

  @Test
  void logging_goes_through_slf4j() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("the program that uses us picks one place for its logs, and we log through SLF4J")
        .allowEmptyShould(true)
        .check(EDGEFLOW);
  }

  @Test
  void only_a_program_ends_the_process() {
    DescribedPredicate<JavaClass> program =
        resideInAPackage("io.edgeflow.orchestrator.cli..").or(nameMatching(".*\\.\\w*Main"));
    noClasses()
        .that(DescribedPredicate.not(program).as("are neither the command line nor a Main class"))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("a library reports a failure to its caller and lets the caller live")
        .allowEmptyShould(true)
        .check(EDGEFLOW);
  }
}
