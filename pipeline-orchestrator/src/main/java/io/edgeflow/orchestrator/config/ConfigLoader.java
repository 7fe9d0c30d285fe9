package io.edgeflow.orchestrator.config;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Problems.Problem;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.DataConfig;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.monitor.MonitorConfig;
import io.edgeflow.optimize.OptimizeConfig;
import io.edgeflow.orchestrator.track.TrackingConfig;
import io.edgeflow.train.TrainConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a workflow's YAML file. Every problem is found at once, each with its place: unknown and
 * repeated keys, wrong types, values out of range, contradictions, missing secrets.
 *
 * <pre>{@code
 * WorkflowConfig config =
 *     ConfigLoader.load(Path.of("config/workflow_config.yaml"), List.of("workflow.seed=43"));
 * }</pre>
 */
public final class ConfigLoader {
  private final Problems problems;
  private final Map<String, String> environment;

  private ConfigLoader(Problems problems, Map<String, String> environment) {
    this.problems = problems;
    this.environment = environment;
  }

  /**
   * Reads a file with this process's environment.
   *
   * @param settings {@code key=value} pairs put over the file's values
   * @throws PipelineException of kind CONFIG, naming every problem
   */
  public static WorkflowConfig load(Path file, List<String> settings) {
    return load(file, settings, System.getenv());
  }

  /** Reads a file with the given environment; see {@link #load(Path, List)}. */
  public static WorkflowConfig load(
      Path file, List<String> settings, Map<String, String> environment) {
    Problems problems = new Problems();
    WorkflowConfig config = read(file, settings, environment, problems);
    problems.throwIfAny();
    return config;
  }

  /** Reads a file and collects the problems instead of throwing them. */
  public static WorkflowConfig read(
      Path file, List<String> settings, Map<String, String> environment, Problems problems) {
    return new ConfigLoader(problems, environment).read(file, settings);
  }

  /**
   * The settings which may be written down: those without a secret.
   *
   * @param settings {@code key=value} pairs that are well-formed
   */
  public static List<String> withoutSecrets(List<String> settings) {
    return settings.stream().filter(setting -> !holdsSecret(setting)).toList();
  }

  private static boolean holdsSecret(String setting) {
    Mapping alone =
        new Overrides(new Problems()).apply(Mapping.empty(Location.of("--set")), List.of(setting));
    return !CanonicalConfig.text(alone, WorkflowConfig.fieldsWithOwnSteps())
        .equals(CanonicalConfig.text(alone, FieldTable.of()));
  }

  private WorkflowConfig read(Path file, List<String> settings) {
    return read(file.toString(), text(file), settings);
  }

  private WorkflowConfig read(String origin, String text, List<String> settings) {
    YamlReader reader = new YamlReader(origin, null, problems);
    ConfigNode node = reader.read(text);
    if (reader.failed()) {
      // Whatever else were said would only follow from it.
      Mapping nothing = Mapping.empty(node.location());
      return checked(nothing, nothing, new Problems());
    }
    Mapping root = new Overrides(problems).apply(root(node), settings);
    return checked(root, new Placeholders(environment, problems).resolve(root), problems);
  }

  /**
   * The section {@code workflow} alone, for commands that only look at what runs left behind: what
   * is wrong in other sections is not theirs to tell.
   *
   * @param file empty for the defaults
   * @throws PipelineException of kind CONFIG if the file, the section or a setting is wrong
   */
  public static RunConfig workflow(
      Optional<Path> file, List<String> settings, Map<String, String> environment) {
    Problems all = new Problems();
    ConfigLoader loader = new ConfigLoader(all, environment);
    WorkflowConfig config =
        file.isPresent()
            ? loader.read(file.get(), settings)
            : loader.read("(defaults)", "", settings);
    Problems own = new Problems();
    for (Problem problem : all.all()) {
      if (problem.key().matches("\\(file\\)|workflow\\b.*")
          || problem.location().equals(Overrides.PLACE)) {
        own.add(problem.location(), problem.key(), problem.message());
      }
    }
    own.throwIfAny();
    return config.workflow();
  }

  /** What a builder gives, checked as a file is. */
  static WorkflowConfig checked(Mapping root, Problems problems) {
    return checked(root, root, problems);
  }

  private static WorkflowConfig checked(Mapping written, Mapping resolved, Problems problems) {
    FieldTable fields = WorkflowConfig.FIELDS.plus(OwnSections.of(written));
    Section all = fields.read(resolved, "", problems);
    Contradictions.find(all, problems);
    WorkflowConfig config =
        new WorkflowConfig(
            RunConfig.from(all.get(WorkflowConfig.WORKFLOW), problems),
            TrackingConfig.from(all.get(WorkflowConfig.TRACKING), problems),
            DataConfig.from(all.get(WorkflowConfig.DATA), problems),
            TrainConfig.from(all.get(WorkflowConfig.TRAINING), problems),
            OptimizeConfig.from(all.get(WorkflowConfig.OPTIMIZATION), problems),
            DeployConfig.from(all.get(WorkflowConfig.DEPLOYMENT), problems),
            MonitorConfig.from(all.get(WorkflowConfig.MONITORING), problems),
            OwnSections.read(all, problems),
            all,
            Sha256.of(CanonicalConfig.text(written, fields)),
            CanonicalConfig.flat(written, fields));
    if (problems.all().isEmpty()) {
      Contradictions.layers(all, problems);
    }
    return config;
  }

  private Mapping root(ConfigNode node) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    problems.add(node.location(), "(file)", "must be a section of keys");
    return Mapping.empty(node.location());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw PipelineException.config("There is no configuration file")
          .where(file.toAbsolutePath())
          .remedy("give the path of a workflow's YAML file; config/workflow_config.yaml is one")
          .cause(e)
          .build();
    } catch (CharacterCodingException e) {
      throw PipelineException.config("The configuration file is not UTF-8 text")
          .where(file)
          .cause(e)
          .build();
    } catch (IOException e) {
      throw PipelineException.config("Cannot read the configuration file")
          .where(file)
          .cause(e)
          .build();
    }
  }
}
