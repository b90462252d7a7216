// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.config;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The properties that a service reads, found in its class files: those of its interfaces marked {@code @ConfigMapping}, and names in
 * {@code @ConfigProperty}. Nothing of the service is loaded.
 */
final class ReadProperties {

    private static final String MAPPING = "io.smallrye.config.ConfigMapping";
    private static final String NAME = "io.smallrye.config.WithName";
    private static final String PARENT = "io.smallrye.config.WithParentName";
    private static final String SINGLE = "org.eclipse.microprofile.config.inject.ConfigProperty";

    /** A key of a map, quoted when it has dots. */
    private static final String ANY = "(\"[^\"]+\"|[^.]+)";

    private final Set<String> patterns = new TreeSet<>();

    private ReadProperties() {}

    /** Of all classes in these folders. */
    static ReadProperties of(List<Path> folders) {
        JavaClasses classes = new ClassFileImporter().importPaths(folders);
        ReadProperties read = new ReadProperties();
        for (JavaClass each : classes) {
            if (each.isInterface() && each.isAnnotatedWith(MAPPING)) {
                String prefix =
                        text(each.getAnnotationOfType(MAPPING), "prefix").orElse("");
                read.collect(Pattern.quote(prefix), each, classes);
            }
            each.getMembers().forEach(read::single);
            each.getCodeUnits().forEach(unit -> unit.getParameters().forEach(read::single));
        }
        return read;
    }

    private void single(HasAnnotations<?> member) {
        member.tryGetAnnotationOfType(SINGLE)
                .flatMap(annotation -> text(annotation, "name"))
                .ifPresent(name -> patterns.add(Pattern.quote(name)));
    }

    private static Optional<String> text(JavaAnnotation<?> annotation, String property) {
        return annotation.get(property).map(Object::toString).filter(text -> !text.isEmpty());
    }

    private void collect(String prefix, JavaClass group, JavaClasses classes) {
        for (JavaMethod method : group.getAllMethods()) {
            if (method.getRawParameterTypes().isEmpty() && method.getOwner().isInterface()) {
                collect(prefix + name(method), method.getReturnType(), classes);
            }
        }
    }

    private static String name(JavaMethod method) {
        if (method.isAnnotatedWith(PARENT)) {
            return "";
        }
        Optional<String> given = method.tryGetAnnotationOfType(NAME).flatMap(annotation -> text(annotation, "value"));
        return "\\." + Pattern.quote(given.orElseGet(() -> kebab(method.getName())));
    }

    /** As SmallRye Config names methods. */
    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private void collect(String path, JavaType type, JavaClasses classes) {
        String raw = type.toErasure().getName();
        List<JavaType> arguments =
                type instanceof JavaParameterizedType generic ? generic.getActualTypeArguments() : List.of();
        switch (raw) {
            case "java.util.Optional" -> collect(path, arguments.getFirst(), classes);
            case "java.util.Map" -> collect(path + "\\." + ANY, arguments.getLast(), classes);
            case "java.util.List", "java.util.Set" -> {
                patterns.add(path);
                collect(path + "\\[[0-9]+\\]", arguments.getFirst(), classes);
            }
            default -> {
                boolean isGroup = classes.contain(raw) && classes.get(raw).isInterface();
                if (isGroup) {
                    collect(path, classes.get(raw), classes);
                } else {
                    patterns.add(path);
                }
            }
        }
    }

    /** Those of these properties that nobody reads. */
    Set<String> unknown(Set<String> properties) {
        return properties.stream()
                .filter(property -> patterns.stream().noneMatch(pattern -> Pattern.matches(pattern, property)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
