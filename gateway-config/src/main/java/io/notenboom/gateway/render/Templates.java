// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The templates, read from the class path when they are first needed. A value that a template names and nobody gave is an error. */
final class Templates {

    private static final List<String> PARTS = List.of("nginx/strip", "nginx/tls");

    private final Map<String, Template> parsed = new ConcurrentHashMap<>();
    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .strictRendering(true)
            .build();

    Templates() {
        for (String part : PARTS) {
            var unused = engine.putTemplate(part.substring(part.indexOf('/') + 1) + ".qute", parse(part));
        }
    }

    /** A new instance of a template, without data. */
    TemplateInstance instance(String name) {
        return parsed.computeIfAbsent(name, this::parse).instance();
    }

    private Template parse(String name) {
        return engine.parse(read("/io/notenboom/gateway/" + name + ".qute"));
    }

    private static String read(String resource) {
        try (InputStream file = Templates.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("the template " + resource + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("the template " + resource + " cannot be read", failure);
        }
    }
}
