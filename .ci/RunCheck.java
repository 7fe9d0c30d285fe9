import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a run.json and exits 0 only if the run and each of its five stages succeeded. Stages named after the file
 * must have come from the cache.
 */
final class RunCheck {
  private static final List<String> STAGES =
      List.of("data_pipeline", "model_training", "model_optimization", "edge_deployment", "monitoring");

  public static void main(String[] args) throws Exception {
    JsonNode run = new ObjectMapper().readTree(new File(args[0]));
    List<String> cached = List.of(args).subList(1, args.length);
    List<String> problems = new ArrayList<>();
    if (!run.path("status").asText().equals("succeeded")) {
      problems.add("status is '" + run.path("status").asText() + "'");
    }
    List<String> seen = new ArrayList<>();
    for (JsonNode stage : run.path("stages")) {
      String name = stage.path("name").asText();
      String status = stage.path("status").asText();
      JsonNode gate = stage.path("gate");
      seen.add(name);
      System.out.printf("  %-20s %-10s %s %s%n", name, status, gate.path("name").asText("-"), gate.path("verdict").asText(""));
      if (!status.equals("cached") && (cached.contains(name) || !status.equals("succeeded"))) {
        problems.add(name + " is '" + status + "'" + (cached.contains(name) ? ", expected it from the cache" : ""));
      }
      if (gate.has("verdict") && !gate.path("verdict").asText().equals("PASS")) {
        problems.add("gate " + gate.path("name").asText() + " is " + gate.path("verdict").asText());
      }
    }
    if (!seen.equals(STAGES)) {
      problems.add("stages are " + seen + ", expected " + STAGES);
    }
    problems.forEach(problem -> System.err.println(args[0] + ": " + problem));
    System.exit(problems.isEmpty() ? 0 : 1);
  }
}
