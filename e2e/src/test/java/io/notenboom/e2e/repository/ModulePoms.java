// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The modules of the build and what their POMs say that they depend on within the repository. */
final class ModulePoms {

    private static final String GROUP = "io.notenboom";

    private final Map<String, List<Dependency>> modules;

    /**
     * A dependency on another module.
     *
     * @param module folder of the module
     * @param forTests whether it is on the class path of tests only
     * @param onlyOrdersTheBuild whether nothing of it is on any class path
     */
    record Dependency(String module, boolean forTests, boolean onlyOrdersTheBuild) {}

    private ModulePoms(Map<String, List<Dependency>> modules) {
        this.modules = modules;
    }

    /** Reads the POMs of the tree. */
    static ModulePoms of(Path root) {
        List<String> folders = children(children(pom(root), "modules").getFirst(), "module").stream()
                .map(module -> module.getTextContent().strip())
                .toList();
        Map<String, String> folderOf = new LinkedHashMap<>();
        folders.forEach(folder -> folderOf.put(text(pom(root.resolve(folder)), "artifactId"), folder));
        Map<String, List<Dependency>> modules = new LinkedHashMap<>();
        folders.forEach(folder -> modules.put(folder, dependencies(pom(root.resolve(folder)), folderOf)));
        return new ModulePoms(modules);
    }

    /** Folders of all modules. */
    List<String> modules() {
        return List.copyOf(modules.keySet());
    }

    /** What a module says that it depends on within the repository. */
    List<Dependency> dependencies(String module) {
        return Objects.requireNonNull(modules.get(module), module);
    }

    private static List<Dependency> dependencies(Element pom, Map<String, String> folderOf) {
        List<Dependency> dependencies = new ArrayList<>();
        for (Element list : children(pom, "dependencies")) {
            for (Element dependency : children(list, "dependency")) {
                if (text(dependency, "groupId").equals(GROUP)) {
                    String artifact = text(dependency, "artifactId");
                    dependencies.add(new Dependency(
                            Objects.requireNonNull(folderOf.get(artifact), artifact),
                            text(dependency, "scope").equals("test"),
                            text(dependency, "type").equals("pom")));
                }
            }
        }
        return dependencies;
    }

    private static Element pom(Path folder) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException failure) {
            throw new IllegalStateException("the POM in " + folder + " cannot be read", failure);
        }
    }

    private static String text(Element parent, String name) {
        List<Element> children = children(parent, name);
        return children.isEmpty() ? "" : children.getFirst().getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
