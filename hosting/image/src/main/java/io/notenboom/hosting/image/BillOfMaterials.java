// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/**
 * What is in an image, as CycloneDX 1.6: the Java runtime and each jar with its SHA-256. It has no time and no serial number,
 * so that the same content gives the same text.
 */
final class BillOfMaterials {

    private static final String POM = "META-INF/maven/.*/pom\\.properties";

    private BillOfMaterials() {}

    /** The text for a program on this Java. */
    static String of(Program program) throws IOException {
        Bom bom = new Bom();
        Metadata metadata = new Metadata();
        metadata.setTimestamp(null);
        metadata.setComponent(component(Component.Type.APPLICATION, "io.notenboom", program.name(), program.version()));
        bom.setMetadata(metadata);
        bom.addComponent(component(
                Component.Type.PLATFORM,
                System.getProperty("java.vendor"),
                "java",
                Runtime.version().toString()));
        for (Path jar : jars(program.folder())) {
            bom.addComponent(library(jar));
        }
        try {
            return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
        } catch (GeneratorException failure) {
            throw new IOException("the bill of materials cannot be written", failure);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static Component component(Component.Type type, String group, String name, String version) {
        Component component = new Component();
        component.setType(type);
        component.setGroup(group);
        component.setName(name);
        component.setVersion(version);
        return component;
    }

    private static Component library(Path jar) throws IOException {
        String file = String.valueOf(jar.getFileName());
        Component component = coordinates(jar)
                .map(pom -> component(
                        Component.Type.LIBRARY,
                        pom.getProperty("groupId", ""),
                        pom.getProperty("artifactId", file),
                        pom.getProperty("version", "")))
                .orElseGet(() -> component(Component.Type.LIBRARY, "", file.replaceFirst("\\.jar$", ""), ""));
        component.addHash(new Hash(Hash.Algorithm.SHA_256, sha256(jar)));
        return component;
    }

    /** Coordinates that the jar itself tells; a jar that holds several tells none. */
    private static Optional<Properties> coordinates(Path jar) throws IOException {
        try (JarFile content = new JarFile(jar.toFile())) {
            List<JarEntry> poms = content.stream()
                    .filter(entry -> entry.getName().matches(POM))
                    .toList();
            if (poms.size() != 1) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            try (InputStream stream = content.getInputStream(poms.getFirst())) {
                properties.load(stream);
            }
            return Optional.of(properties);
        }
    }

    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
                stream.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
