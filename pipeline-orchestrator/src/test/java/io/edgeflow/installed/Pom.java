package io.edgeflow.installed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A module's pom, as it is published. */
record Pom(Path file) {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));

  /** The parent of all modules but the BOM. */
  static Pom parent() {
    return new Pom(ROOT.resolve("pom.xml"));
  }

  static Pom of(String module) {
    return new Pom(ROOT.resolve(module).resolve("pom.xml"));
  }

  /** The parent and every module. */
  static List<Pom> all() {
    List<String> modules = parent().texts("/project/modules/module");
    return IntStream.rangeClosed(0, modules.size())
        .mapToObj(i -> i == 0 ? parent() : of(modules.get(i - 1)))
        .toList();
  }

  String artifactId() {
    return texts("/project/artifactId").get(0);
  }

  String version() {
    return texts("/project/version | /project/parent/version").get(0);
  }

  /** The jar that the build has made; there is none of a pom alone. */
  Path jar() {
    return file.resolveSibling("target").resolve(artifactId() + "-" + version() + ".jar");
  }

  /** The trimmed texts of the elements at an XPath. */
  List<String> texts(String path) {
    try {
      NodeList found =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document(), XPathConstants.NODESET);
      return IntStream.range(0, found.getLength())
          .mapToObj(i -> found.item(i).getTextContent().strip())
          .toList();
    } catch (XPathExpressionException | IOException e) {
      throw new AssertionError(file + ", " + path, e);
    }
  }

  String text() throws IOException {
    return Files.readString(file);
  }

  private Document document() throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
  }
}
