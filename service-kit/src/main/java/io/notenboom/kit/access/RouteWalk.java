// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the routes of JAX-RS resource classes, so that permissions and API descriptions can be checked against them. */
public final class RouteWalk {

    private static final Pattern TEMPLATE_REGEX = Pattern.compile("\\{\\s*([\\w.-]+)\\s*:(?:[^{}]|\\{[^{}]*\\})*\\}");

    private RouteWalk() {}

    /**
     * Walks given classes; those that are no resources are passed over.
     *
     * @throws IllegalArgumentException for a sub-resource locator, which hides routes from a check
     */
    public static List<Route> of(Collection<Class<?>> classes) {
        return classes.stream()
                .filter(RouteWalk::isResource)
                .flatMap(resource -> routes(resource).stream())
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::verb))
                .toList();
    }

    /** Walks the resources that the running service has. */
    public static List<Route> ofThisService() {
        return of(Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Walks all classes compiled into the same folder as the given one; for tests.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public static List<Route> compiledWith(Class<?> anchor) {
        try {
            java.nio.file.Path folder = java.nio.file.Path.of(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
                Set<Class<?>> classes = files.filter(file -> file.toString().endsWith(".class"))
                        .map(file -> folder.relativize(file).toString())
                        .filter(name -> !name.endsWith("-info.class"))
                        .map(name -> load(anchor, name))
                        .collect(Collectors.toUnmodifiableSet());
                return of(classes);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException odd) {
            throw new IllegalStateException(odd);
        }
    }

    private static Class<?> load(Class<?> anchor, String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace(java.io.File.separatorChar, '.');
        try {
            return Class.forName(name, false, anchor.getClassLoader());
        } catch (ClassNotFoundException vanished) {
            throw new IllegalStateException(vanished);
        }
    }

    static boolean isResource(Class<?> type) {
        return !type.isInterface() && type.isAnnotationPresent(Path.class);
    }

    private static List<Route> routes(Class<?> resource) {
        String base = template(resource.getAnnotation(Path.class));
        List<Route> routes = new ArrayList<>();
        for (Method method : methods(resource)) {
            Optional<String> verb = verb(method);
            if (verb.isPresent()) {
                String path = base + template(method.getAnnotation(Path.class));
                routes.add(new Route(
                        verb.get(), path.isEmpty() ? "/" : path, ScopeStatement.of(resource, method), method));
            } else if (method.isAnnotationPresent(Path.class)) {
                throw new IllegalArgumentException("sub-resource locators are not permitted: " + method);
            }
        }
        return routes;
    }

    /** All methods of the class and its superclasses, whatever their visibility, without compiler-made ones. */
    private static List<Method> methods(Class<?> resource) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> type = resource; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isSynthetic()) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private static Optional<String> verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return Optional.of(verb.value());
            }
        }
        return Optional.empty();
    }

    /** The path with a slash in front and none behind; {@code {name: regex}} becomes {@code {name}}. */
    private static String template(@Nullable Path path) {
        if (path == null) {
            return "";
        }
        String bare = TEMPLATE_REGEX.matcher(path.value()).replaceAll("{$1}");
        String trimmed = bare.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? "" : "/" + trimmed;
    }
}
